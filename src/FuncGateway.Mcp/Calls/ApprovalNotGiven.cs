using System.Globalization;
using System.Text.Json.Nodes;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Mcp.Calls;

/// <summary>What an agent is told, as data, of the approval that its call did not get.</summary>
/// <param name="State"><c>pending</c>, <c>refused</c> or <c>expired</c>.</param>
/// <param name="ExpiresAt">Until then a person may decide; for a refusal, until then it holds.</param>
/// <param name="RetryAfter">Seconds after which to repeat a pending call.</param>
public sealed record ApprovalNotGiven(ApprovalId Id, string State, string Rule, DateTimeOffset? ExpiresAt, int? RetryAfter = null)
{
    public JsonObject ToJson()
    {
        var data = new JsonObject { ["id"] = Id.ToString(), ["state"] = State, ["rule"] = Rule, ["expiresAt"] = At(ExpiresAt) };
        if (RetryAfter is { } seconds)
        {
            data["retryAfter"] = seconds;
        }

        return data;
    }

    internal static string At(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
