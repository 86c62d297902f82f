namespace FuncGateway.Core.Approvals;

/// <summary>Links to the console's page of an approval. A GET changes nothing: the person still has to sign in and decide.</summary>
public sealed class ApprovalLinks(GatewayOptions gateway, ApprovalOptions options, IOwnAddress address)
{
    /// <summary>Returns an absolute URL if the gateway knows its own address, otherwise the path.</summary>
    public string Of(ApprovalId id)
    {
        var own = (options.Webhook.PublicUrl ?? address.Find())?.GetLeftPart(UriPartial.Authority) ?? (gateway.PublicHosts.Count > 0 ? $"https://{gateway.PublicHosts[0]}" : "");
        return $"{own}{Paths.Console}/approvals/{id}";
    }
}
