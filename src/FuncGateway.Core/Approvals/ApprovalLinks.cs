namespace FuncGateway.Core.Approvals;

/// <summary>Where a person finds an approval. Looking there changes nothing: whoever follows a link still has to sign in and decide.</summary>
public sealed class ApprovalLinks(GatewayOptions gateway, ApprovalOptions options)
{
    /// <summary>Absolute when the gateway knows its own address, else the path.</summary>
    public string Of(ApprovalId id)
    {
        var own = options.Webhook.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? (gateway.PublicHosts.Count > 0 ? $"https://{gateway.PublicHosts[0]}" : "");
        return $"{own}{Paths.Api}/approvals/{id}";
    }
}
