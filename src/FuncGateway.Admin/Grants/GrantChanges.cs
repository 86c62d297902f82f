using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Grants;

/// <summary>Changes to what a grant says: who may make which, and whether they fit.</summary>
internal sealed class GrantChanges(IPolicyStore policies, IGrantStore grants, TimeProvider time)
{
    public async Task<IResult> ChangeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryGrant(context, out var id, out var refusal))
        {
            return refusal;
        }

        var bytes = await RequestBody.ReadAsync(context.Request, GrantBody.MaxBytes, context.RequestAborted);
        return bytes.Refusal ?? await Saving.UntilSavedAsync(() => ChangeOnceAsync(context, id, bytes.Bytes, cancellationToken));
    }

    /// <summary>A grant that names a policy which is not there would deny every call, and nobody would know why.</summary>
    public async Task JudgePolicyAsync(ServerId server, GrantBody body, BodyFields fields, CancellationToken cancellationToken)
    {
        if (PolicyId.TryParse(body.Policy, out var policy) && await policies.FindCurrentAsync(server, policy, cancellationToken) is null)
        {
            fields.Refuse($"Server '{server}' has no policy '{policy}'. Accepted: the id of one of its policies, or null for none (every call is denied then).", "policy");
        }
    }

    private async Task<IResult?> ChangeOnceAsync(HttpContext context, GrantId id, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (!GrantBody.TryParse(json, out var fields, out var refusal))
        {
            return refusal;
        }

        // Whoever writes policies may attach them; a longer life or another label is making a grant, in part.
        if ((fields.Has("label") || fields.Has("expiresAt")) && Person.Of(context.User) is var person && !person.May(Right.Administer))
        {
            return Problems.Forbidden(person, "Changing label or expiry", Right.Administer);
        }

        if (await grants.FindAsync(id, cancellationToken) is not { } stored)
        {
            return GrantEndpoints.Unknown(id);
        }

        return Preconditions.Check(context.Request, EntityTag.Of(stored.Version))
            ?? (stored.Value.RevokedAt is null ? await SaveAsync(stored, fields, cancellationToken) : GrantEndpoints.Revoked(stored.Value));
    }

    private async Task<IResult?> SaveAsync(Stored<Grant> stored, BodyFields fields, CancellationToken cancellationToken)
    {
        var (grant, now) = (stored.Value, time.GetUtcNow());
        var body = GrantBody.Change(new GrantBody(grant.Label, grant.Policy?.Value, grant.ExpiresAt), fields, now);
        if (fields.Has("policy"))
        {
            await JudgePolicyAsync(grant.Server, body, fields, cancellationToken);
        }

        if (fields.Refusal is { } mistakes)
        {
            return mistakes;
        }

        var changed = grant with { Label = body.Label, Policy = PolicyId.TryParse(body.Policy, out var policy) ? policy : null, ExpiresAt = body.ExpiresAt };
        if (await grants.SaveAsync(changed, stored.Version, cancellationToken) is SaveResult.Conflict)
        {
            return null;
        }

        return await grants.FindAsync(grant.Id, cancellationToken) is { } saved
            ? new JsonReply<GrantView>(StatusCodes.Status200OK, GrantView.Of(saved.Value, now), GrantJson.Default.GrantView, EntityTag.Of(saved.Version))
            : GrantEndpoints.Unknown(grant.Id);
    }
}
