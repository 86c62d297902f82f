using System.Globalization;
using System.Text.Json.Nodes;
using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Contracts;
using Xunit;

namespace FuncGateway.Testing.Gateways;

/// <summary>What tests read out of the answer to a held call.</summary>
public static class HeldAnswers
{
    public static string[] Events(this Answer answer) =>
        [.. answer.Text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..])];

    public static string Spoken(this Answer answer)
    {
        var message = answer.ContentType == "text/event-stream" ? JsonNode.Parse(answer.Events().Last()) : answer.Json;
        return (string?)message?["result"]?["content"]?[0]?["text"] ?? answer.Text;
    }

    public static void AssertPending(JsonNode? message, Approval approval)
    {
        var result = message?["result"];
        var text = (string?)result?["content"]?[0]?["text"];
        Assert.True((bool?)result?["isError"]);
        Assert.StartsWith("[APPROVAL PENDING] A person must approve this call", text, StringComparison.Ordinal);
        Assert.Contains($"/ui/approvals/{approval.Id}", text, StringComparison.Ordinal);
        Assert.Contains("Do not poll", text, StringComparison.Ordinal);
        var data = result?["_meta"]?["funcgateway/approval"];
        Assert.Equal((approval.Id.ToString(), "pending", 60), ((string?)data?["id"], (string?)data?["state"], (int?)data?["retryAfter"]));
        Assert.Equal(approval.ExpiresAt, DateTimeOffset.Parse((string?)data?["expiresAt"] ?? "", CultureInfo.InvariantCulture));
        Assert.Equal("/tools/pay/require_approval/0", (string?)result?["_meta"]?["funcgateway/decision"]?["rule"]);
        Assert.Equal(Samples.Noon, approval.CreatedAt);
    }
}
