using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>Edits a grant, unless it is revoked.</summary>
public sealed class GrantEditing(IGrantStore grants, IServerStore servers, GrantRevocation revocation)
{
    private const int MaxAttempts = 5;

    /// <param name="edit">Returns the changed grant, or null to leave it unchanged. Called again after a conflict.</param>
    public async Task<GrantEdit> EditAsync(GrantId id, Func<Stored<Grant>, Task<Grant?>> edit, CancellationToken cancellationToken)
    {
        (Grant? written, Grant? before) = (null, null);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await grants.FindAsync(id, cancellationToken) is not { } stored)
            {
                return new GrantEdit.Unknown();
            }

            if (stored.Value == written)
            {
                // The conflict was with this very change: a write is repeated if its response is lost.
                return await CheckAddedAsync(before, stored, cancellationToken);
            }

            if (stored.Value.RevokedAt is not null)
            {
                return new GrantEdit.Revoked(stored);
            }

            if (await edit(stored) is not { } changed)
            {
                return new GrantEdit.Rejected();
            }

            // Before the first attempt: a write whose response was lost may be part of what is stored now.
            before ??= stored.Value;
            written = changed;
            if (await grants.SaveAsync(changed, stored.Version, cancellationToken) == SaveResult.Saved)
            {
                return await grants.FindAsync(id, cancellationToken) is { } saved ? await CheckAddedAsync(before, saved, cancellationToken) : new GrantEdit.Unknown();
            }
        }

        return new GrantEdit.Contended(MaxAttempts);
    }

    // As when a grant is created: a server that is being removed takes itself out of its grants, before and after it is deleted.
    private async Task<GrantEdit> CheckAddedAsync(Grant? before, Stored<Grant> saved, CancellationToken cancellationToken)
    {
        foreach (var server in saved.Value.Access.Servers)
        {
            if (before?.Access.Find(server) is null && await servers.FindAsync(server, cancellationToken) is null)
            {
                await revocation.WithdrawAsync(saved.Value.Id, server, cancellationToken);
                return new GrantEdit.NoServer(server);
            }
        }

        return new GrantEdit.Saved(saved);
    }

    /// <summary>Replaces the token of a grant. If an older one still works, it stops working.</summary>
    /// <param name="oldTokenUntil">Until when the present token works; null: not any longer.</param>
    /// <param name="mayRotate">Called with the grant as it is stored; false leaves it unchanged.</param>
    /// <returns>The token is valid only if the edit was saved.</returns>
    public async Task<(GrantEdit Edit, GrantToken Token)> RotateAsync(GrantId id, DateTimeOffset? oldTokenUntil, Func<Stored<Grant>, bool> mayRotate, CancellationToken cancellationToken)
    {
        var token = GrantToken.Mint();
        var edit = await EditAsync(id, stored => Task.FromResult(mayRotate(stored) ? stored.Value.Rotate(token.Hash, oldTokenUntil) : null), cancellationToken);
        return (edit, token);
    }
}

/// <summary>The result of editing a grant.</summary>
public abstract record GrantEdit
{
    private GrantEdit() { }

    public sealed record Saved(Stored<Grant> Grant) : GrantEdit;

    public sealed record Unknown : GrantEdit;

    public sealed record Revoked(Stored<Grant> Grant) : GrantEdit;

    /// <summary>The edit left the grant unchanged.</summary>
    public sealed record Rejected : GrantEdit;

    /// <summary>A server that was added has been removed at the same moment, so the grant does not reach it.</summary>
    public sealed record NoServer(ServerId Server) : GrantEdit;

    /// <summary>Every attempt met a conflicting change.</summary>
    public sealed record Contended(int Attempts) : GrantEdit;
}
