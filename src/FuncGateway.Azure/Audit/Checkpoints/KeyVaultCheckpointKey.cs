using System.Collections.Concurrent;
using System.Security.Cryptography;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Azure.Audit.Checkpoints;

/// <summary>
/// Signs with a key of the vault, which never leaves it. The newest version signs; after a rotation, the earlier versions remain public keys as long as
/// they are in the vault.
/// </summary>
internal sealed class KeyVaultCheckpointKey : ICheckpointKey
{
    private readonly VaultKeyClient _client;
    private readonly FreshCache<string, SigningVersion> _current;
    private readonly FreshCache<string, IReadOnlyList<string>> _versions;

    // A version of a key never changes.
    private readonly ConcurrentDictionary<string, CheckpointPublicKey> _publicKeys = new(StringComparer.Ordinal);

    public KeyVaultCheckpointKey(VaultKeyClient client, TimeProvider time)
    {
        _client = client;
        _current = new(async (_, cancellationToken) => Register(await _client.GetAsync(version: null, cancellationToken)), _ => FreshFor, capacity: 1, time);
        _versions = new((_, cancellationToken) => _client.ListVersionsAsync(cancellationToken), _ => FreshFor, capacity: 1, time);
    }

    /// <summary>How long a rotation may remain unnoticed.</summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromMinutes(5);

    // Anyone who stores checkpoints with unknown keys causes this, so the vault is asked once a second at most.
    public void Refresh() => _versions.Forget("", unlessYoungerThan: TimeSpan.FromSeconds(1));

    public Task<CheckpointSignature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            var current = await _current.GetAsync("", cancellationToken);
            try
            {
                return new CheckpointSignature(current.Key.Kid, await _client.SignAsync(current.Version, SHA256.HashData(content.Span), cancellationToken));
            }
            catch (Exception e) when (StoreFault.Is(e, cancellationToken))
            {
                // The version may have been disabled after a rotation.
                _current.Forget("");
                throw;
            }
        },
        cancellationToken);

    public Task<IReadOnlyList<CheckpointPublicKey>> ListPublicKeysAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<CheckpointPublicKey>>(
        async () =>
        {
            var current = await _current.GetAsync("", cancellationToken);
            var keys = new List<CheckpointPublicKey> { current.Key };
            foreach (var version in (await _versions.GetAsync("", cancellationToken)).Where(version => version != current.Version))
            {
                keys.Add(_publicKeys.TryGetValue(version, out var known) ? known : Register(await _client.GetAsync(version, cancellationToken)).Key);
            }

            return keys;
        },
        cancellationToken);

    private SigningVersion Register(VaultKey key)
    {
        if (key is not { Kty: "EC" or "EC-HSM", Crv: "P-256" })
        {
            throw new StoreUnavailableException($"The key for checkpoints is of the type '{key.Kty}' and the curve '{key.Crv}'. Accepted: EC or EC-HSM, P-256.");
        }

        var (version, publicKey) = (VaultKeyClient.VersionOf(key.Kid), CheckpointPublicKey.Of(VaultText.Decode(key.X), VaultText.Decode(key.Y)));
        return new(version, _publicKeys[version] = publicKey);
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (CryptographicException e)
        {
            throw new StoreUnavailableException("Key Vault answered with a key that is not on P-256.", e);
        }
        catch (Exception e) when (StoreFault.Is(e, cancellationToken))
        {
            throw StoreFault.Of(e, "Key Vault");
        }
    }

    private sealed record SigningVersion(string Version, CheckpointPublicKey Key);
}
