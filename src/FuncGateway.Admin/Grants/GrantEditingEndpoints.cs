using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Grants;

/// <summary>Changes the fields of a grant, after checking the person's rights and the values, and replaces its token.</summary>
internal sealed class GrantEditingEndpoints(GrantEditing editing, GrantAccessReading reading, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("changeGrant", "PATCH", GrantEndpoints.Each, Right.WritePolicies, "Changes the policy, the access, label or expiry. Access, label and expiry require the role Admin. Null clears policy or expiry. The policy can be changed if the grant reaches one server; otherwise, change the access.") { Body = GrantJson.Default.GrantChangeBody, Answer = GrantJson.Default.GrantView, Statuses = [200, 400, 404, 409, 412, 413, 415, 422] },
            ChangeAsync)
        .MapOperation(
            new("rotateGrant", "POST", GrantEndpoints.Each + "/rotate", Right.Administer, "Replaces the token of a grant. The new token is returned only in this response. The old one stops working at once, or after the overlap if one is given; one that was replaced before that stops working at once.")
            {
                Body = GrantJson.Default.RotationBody,
                IsBodyOptional = true,
                Answer = GrantJson.Default.RotatedGrant,
                Statuses = [201, 400, 404, 409, 412, 413, 415, 422],
            },
            RotateAsync);

    private async Task<IResult> ChangeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryGrant(context, out var id, out var refusal))
        {
            return refusal;
        }

        var bytes = await RequestBody.ReadAsync(context.Request, GrantBody.MaxBytes, context.RequestAborted);
        return bytes.Refusal ?? await ChangeAsync(context, id, bytes.Bytes, cancellationToken);
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
            GrantEdit.Saved { Grant: var saved } => GrantEndpoints.Show(saved, time.GetUtcNow()),
            GrantEdit.Revoked or GrantEdit.Unknown => CheckRequest(context, json) ?? RefusalOf(result, id, context.Request),
            _ => refusal ?? RefusalOf(result, id, context.Request),
        };
    }

    // Problems of the request itself are reported first, whatever the state of the grant.
    private static IResult? CheckRequest(HttpContext context, ReadOnlyMemory<byte> json) =>
        BodyFields.TryParse(json, GrantChangeBody.Known, out var fields, out var refusal) ? CheckRights(context, fields) : refusal;

    // The right to write policies includes attaching them. Changing anything else requires the right to create grants.
    private static IResult? CheckRights(HttpContext context, BodyFields fields) =>
        (fields.Has("label") || fields.Has("expiresAt") || fields.Has("access")) && Person.Of(context.User) is var person && !person.May(Right.Administer)
            ? Problems.Forbidden(person, "Changing label, expiry or access", Right.Administer)
            : null;

    private async Task<(Grant? Changed, IResult? Refusal)> EditAsync(HttpContext context, Stored<Grant> stored, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (!BodyFields.TryParse(json, GrantChangeBody.Known, out var fields, out var refusal) || (refusal = CheckRights(context, fields) ?? Preconditions.Check(context.Request, EntityTag.Of(stored.Version))) is not null)
        {
            return (null, refusal);
        }

        var grant = stored.Value;
        var access = await ReadAccessAsync(grant, fields, cancellationToken);
        var changed = grant with
        {
            Label = fields.Has("label") ? GrantFields.Label(fields) : grant.Label,
            Access = access ?? grant.Access,
            ExpiresAt = fields.Has("expiresAt") ? GrantFields.ExpiresAt(fields, time.GetUtcNow()) : grant.ExpiresAt,
        };
        return fields.Refusal is { } mistakes ? (null, mistakes) : (changed, null);
    }

    /// <summary>Returns the access as changed by <c>access</c> or <c>policy</c>; null if it stays, or if there is a mistake, which is noted in the fields.</summary>
    private async Task<GrantAccess?> ReadAccessAsync(Grant grant, BodyFields fields, CancellationToken cancellationToken)
    {
        if (fields.Has("access"))
        {
            if (fields.Has("policy"))
            {
                fields.Refuse("The field cannot be used together with 'access', which names the policy of each server.", "policy");
            }

            return await reading.ReadAsync(fields, cancellationToken);
        }

        if (!fields.Has("policy"))
        {
            return null;
        }

        if (grant.Access is not [var only])
        {
            fields.Refuse($"The grant reaches {grant.Access.Count} servers, each under a policy of its own. Accepted: 'access' instead, with the policy of each server.", "policy");
            return null;
        }

        return GrantAccess.To(only.Server, await reading.ReadPolicyAsync(fields, only.Server, cancellationToken));
    }

    private async Task<IResult> RotateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryGrant(context, out var id, out var refusal))
        {
            return refusal;
        }

        var (body, unreadable) = await RotationBody.ReadAsync(context);
        if (unreadable is not null)
        {
            return unreadable;
        }

        IResult? failed = null;
        var (edit, token) = await editing.RotateAsync(id, body.OldTokenUntil(time.GetUtcNow()), stored => (failed = Preconditions.Check(context.Request, EntityTag.Of(stored.Version))) is null, cancellationToken);
        return edit switch
        {
            GrantEdit.Saved { Grant: var saved } => new JsonReply<RotatedGrant>(
                StatusCodes.Status201Created, RotatedGrant.Of(GrantEndpoints.WithToken(context.Request, saved.Value, token), saved.Value.OldToken?.Until), GrantJson.Default.RotatedGrant),
            _ => failed ?? RefusalOf(edit, id, context.Request),
        };
    }

    private static IResult RefusalOf(GrantEdit edit, GrantId id, HttpRequest request) => edit switch
    {
        GrantEdit.Revoked { Grant: var revoked } => Preconditions.Check(request, EntityTag.Of(revoked.Version)) ?? GrantEndpoints.Revoked(revoked.Value),
        GrantEdit.Unknown => GrantEndpoints.Unknown(id),
        GrantEdit.NoServer gone => GrantEndpoints.ServerRemoved(gone.Server),
        GrantEdit.Contended contended => Saving.Contended(contended.Attempts),
        _ => Problems.Unexpected,
    };
}
