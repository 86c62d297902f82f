namespace FuncGateway.Core.Approvals;

/// <summary>Links to approvals. A GET changes nothing: the person still has to sign in and decide.</summary>
public sealed class ApprovalLinks(GatewayOptions gateway, ApprovalOptions options)
{
    /// <summary>Returns an absolute URL if the gateway knows its own address, otherwise the path.</summary>
    public string Of(ApprovalId id)
    {
        var own = options.Webhook.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? (gateway.PublicHosts.Count > 0 ? $"https://{gateway.PublicHosts[0]}" : "");
        return $"{own}{Paths.Api}/approvals/{id}";
    }
}
