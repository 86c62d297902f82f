namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>The key that signs checkpoints: in Azure a key of the vault, locally a file. Without one no checkpoints are written.</summary>
public interface ICheckpointKey
{
    /// <summary>Signs with the current key: ES256 over the content.</summary>
    /// <exception cref="StoreUnavailableException">The key could not be used.</exception>
    Task<CheckpointSignature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Lists the current public key and the earlier ones, which are needed to verify the checkpoints that they signed.</summary>
    /// <exception cref="StoreUnavailableException">The keys could not be read.</exception>
    Task<IReadOnlyList<CheckpointPublicKey>> ListPublicKeysAsync(CancellationToken cancellationToken);

    /// <summary>Makes the next call read the keys again instead of using those in memory, because another instance may have signed with a newer one.</summary>
    void Refresh()
    {
    }
}

/// <param name="KeyId">The <see cref="CheckpointPublicKey.Kid"/> of the key that signed.</param>
/// <param name="Value">R and S, 64 bytes.</param>
public sealed record CheckpointSignature(string KeyId, byte[] Value);
