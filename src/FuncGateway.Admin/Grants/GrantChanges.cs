using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Grants;

/// <summary>Changes the fields of a grant, after checking the person's rights and the values.</summary>
internal sealed class GrantChanges(IPolicyStore policies, GrantEditing editing, TimeProvider time)
{
    public async Task<IResult> ChangeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryGrant(context, out var id, out var refusal))
        {
            return refusal;
        }

        var bytes = await RequestBody.ReadAsync(context.Request, GrantBody.MaxBytes, context.RequestAborted);
        return bytes.Refusal ?? await ChangeAsync(context, id, bytes.Bytes, cancellationToken);
    }

    /// <summary>Refuses a policy that does not exist: the grant would deny every call without an apparent reason.</summary>
    public async Task JudgePolicyAsync(ServerId server, GrantBody body, BodyFields fields, CancellationToken cancellationToken)
    {
        if (PolicyId.TryParse(body.Policy, out var policy) && await policies.FindCurrentAsync(server, policy, cancellationToken) is null)
        {
            fields.Refuse($"Server '{server}' has no policy '{policy}'. Accepted: the id of one of its policies, or null for none (every call is denied then).", "policy");
        }
    }

    private async Task<IResult> ChangeAsync(HttpContext context, GrantId id, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        IResult? refusal = null;
        var result = await editing.EditAsync(
            id,
            async stored =>
            {
                (var changed, refusal) = await EditAsync(context, stored, json, cancellationToken);
                return changed;
            },
            cancellationToken);
        return result switch
        {
            GrantEdit.Saved { Grant: var saved } =>
                new JsonReply<GrantView>(StatusCodes.Status200OK, GrantView.Of(saved.Value, time.GetUtcNow()), GrantJson.Default.GrantView, EntityTag.Of(saved.Version)),
            GrantEdit.Revoked { Grant: var revoked } => CheckRequest(context, json)
                ?? Preconditions.Check(context.Request, EntityTag.Of(revoked.Version)) ?? GrantEndpoints.Revoked(revoked.Value),
            GrantEdit.Unknown => CheckRequest(context, json) ?? GrantEndpoints.Unknown(id),
            GrantEdit.Contended contended => Saving.Contended(contended.Attempts),
            _ => refusal ?? Problems.Unexpected,
        };
    }

    // Problems of the request itself are reported first, whatever the state of the grant.
    private static IResult? CheckRequest(HttpContext context, ReadOnlyMemory<byte> json) =>
        GrantBody.TryParse(json, out var fields, out var refusal) ? CheckRights(context, fields) : refusal;

    // The right to write policies includes attaching them. Changing label or expiry requires the right to create grants.
    private static IResult? CheckRights(HttpContext context, BodyFields fields) =>
        (fields.Has("label") || fields.Has("expiresAt")) && Person.Of(context.User) is var person && !person.May(Right.Administer)
            ? Problems.Forbidden(person, "Changing label or expiry", Right.Administer)
            : null;

    private async Task<(Grant? Changed, IResult? Refusal)> EditAsync(HttpContext context, Stored<Grant> stored, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (!GrantBody.TryParse(json, out var fields, out var refusal) || (refusal = CheckRights(context, fields) ?? Preconditions.Check(context.Request, EntityTag.Of(stored.Version))) is not null)
        {
            return (null, refusal);
        }

        var grant = stored.Value;
        var body = GrantBody.Change(new GrantBody(grant.Label, grant.Policy?.Value, grant.ExpiresAt), fields, time.GetUtcNow());
        if (fields.Has("policy"))
        {
            await JudgePolicyAsync(grant.Server, body, fields, cancellationToken);
        }

        return fields.Refusal is { } mistakes
            ? (null, mistakes)
            : (grant with { Label = body.Label, Policy = PolicyId.TryParse(body.Policy, out var policy) ? policy : null, ExpiresAt = body.ExpiresAt }, null);
    }
}
