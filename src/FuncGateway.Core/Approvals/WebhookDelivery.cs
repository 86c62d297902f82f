namespace FuncGateway.Core.Approvals;

/// <summary>How telling people about an approval went.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Problem">Why the last try failed; null when it did not, or none was made.</param>
public sealed record WebhookDelivery(int Attempts = 0, DateTimeOffset? DeliveredAt = null, string? Problem = null)
{
    public static WebhookDelivery None { get; } = new();
}
