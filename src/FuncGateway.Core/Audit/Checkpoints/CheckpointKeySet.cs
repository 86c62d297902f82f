namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Public keys as a JSON Web Key Set.</summary>
/// <param name="Off">True if there is no key and therefore no checkpoints are written; otherwise absent.</param>
public sealed record CheckpointKeySet(IReadOnlyList<CheckpointPublicKey> Keys, bool? Off = null)
{
    public static async Task<CheckpointKeySet> ReadAsync(ICheckpointKey? key, CancellationToken cancellationToken) =>
        key is null ? new([], Off: true) : new(await key.ListPublicKeysAsync(cancellationToken));
}
