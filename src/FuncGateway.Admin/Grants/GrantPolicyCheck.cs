using FuncGateway.Admin.Http;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Grants;

/// <summary>Refuses a grant with a policy that does not exist: the grant would deny every call without an apparent reason.</summary>
internal sealed class GrantPolicyCheck(IPolicyStore policies)
{
    public async Task CheckAsync(ServerId server, GrantBody body, BodyFields fields, CancellationToken cancellationToken)
    {
        if (PolicyId.TryParse(body.Policy, out var policy) && await policies.FindCurrentAsync(server, policy, cancellationToken) is null)
        {
            fields.Refuse($"Server '{server}' has no policy '{policy}'. Accepted: the id of one of its policies, or null for none (every call is denied then).", "policy");
        }
    }
}
