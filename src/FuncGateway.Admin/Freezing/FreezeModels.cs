using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Freezing;

/// <summary>The optional request body of a freeze.</summary>
/// <param name="Reason">Shown to people, not to agents.</param>
internal sealed record FreezeBody(string? Reason = null)
{
    private const int MaxBytes = 16 * 1024;
    private const int MaxReason = 1000;
    private static readonly string[] Known = ["reason"];

    public static async Task<(FreezeBody Body, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        if (RequestBody.IsAbsent(context.Request))
        {
            return (new FreezeBody(), null);
        }

        var bytes = await RequestBody.ReadAsync(context.Request, MaxBytes, context.RequestAborted);
        if (bytes.Refusal is { } refusal || !BodyFields.TryParse(bytes.Bytes, Known, out var fields, out refusal))
        {
            return (new FreezeBody(), refusal);
        }

        var accepted = $"a text of at most {MaxReason} characters, or null";
        var reason = fields.Has("reason") ? fields.TextOrNull("reason", accepted) : null;
        if (reason?.Length > MaxReason)
        {
            fields.Refuse($"The text has {reason.Length} characters. Accepted: {accepted}.", "reason");
        }

        return (new FreezeBody(string.IsNullOrWhiteSpace(reason) ? null : reason), fields.Refusal);
    }
}

/// <summary>Whether all calls are stopped.</summary>
/// <param name="Since">Absent while calls are not stopped, like <paramref name="By"/> and <paramref name="Reason"/>.</param>
internal sealed record FreezeView(bool Frozen, DateTimeOffset? Since = null, string? By = null, string? Reason = null) : IAuditedResult
{
    /// <summary>Whether the request ended a freeze; absent unless it could.</summary>
    public bool? WasFrozen { get; init; }

    public static FreezeView Of(Freeze? freeze) => freeze is null ? new(false) : new(true, freeze.Since, freeze.By, freeze.Reason);

    public string ForAudit() => this switch
    {
        { Frozen: true } => $"frozen since {TimeText.Of(Since)}",
        { WasFrozen: true } => "no longer frozen",
        _ => "was not frozen",
    };
}

/// <summary>Serialisation of the request and responses about the freeze. Null fields are omitted.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FreezeBody))]
[JsonSerializable(typeof(FreezeView))]
internal sealed partial class FreezeJson : JsonSerializerContext;
