using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Admin.Approvals;

/// <summary>Reads what the agent sent: the stored content of a call, decrypted.</summary>
internal sealed class ApprovalContents(IApprovalStore store, ArgumentEncryption encryption)
{
    /// <summary>Returns the content, or why it cannot be shown.</summary>
    public async Task<ApprovalContent> ReadAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindArgumentsAsync(id, cancellationToken) is { } kept
                && await encryption.DecryptAsync(id, kept, cancellationToken) is { } content
                && JsonNode.Parse(content) is JsonObject shown
                    ? ApprovalContent.Of(shown)
                    : new("What was asked for cannot be read: it was encrypted with another key, or modified in the store. Refuse the call unless you know what it does.");
        }
        catch (StoreUnavailableException)
        {
            return new($"What was asked for cannot be read: the setting {ApprovalOptions.Section}:{nameof(ApprovalOptions.EncryptionKey)} does not provide a key, or the store does not answer.");
        }
    }
}

/// <summary>The content of a call, as the agent sent it.</summary>
/// <param name="Problem">Why it cannot be shown; null if it can.</param>
/// <param name="AlsoBound">Everything but the arguments; null if there is nothing else.</param>
internal sealed record ApprovalContent(string? Problem, JsonElement? Arguments = null, JsonObject? AlsoBound = null)
{
    public static ApprovalContent Of(JsonObject content)
    {
        var arguments = content["arguments"]?.Deserialize(ApprovalJson.Default.JsonElement);
        content.Remove("arguments");
        return new ApprovalContent(null, arguments, content.Count > 0 ? content : null);
    }
}
