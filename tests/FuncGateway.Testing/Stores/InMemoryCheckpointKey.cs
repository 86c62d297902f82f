using System.Security.Cryptography;
using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Testing.Stores;

/// <summary>A key that exists as long as the test, and may be replaced.</summary>
public sealed class InMemoryCheckpointKey : ICheckpointKey, IDisposable
{
    private readonly List<ECDsa> _keys = [ECDsa.Create(ECCurve.NamedCurves.nistP256)];

    public FakeOutage Outage { get; } = new();

    public IReadOnlyList<CheckpointPublicKey> PublicKeys => [.. _keys.Select(PublicOf)];

    /// <summary>Makes a new current key.</summary>
    public void Rotate() => _keys.Insert(0, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public async Task<CheckpointSignature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return new(PublicOf(_keys[0]).Kid, _keys[0].SignData(content.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    public async Task<IReadOnlyList<CheckpointPublicKey>> ListPublicKeysAsync(CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return PublicKeys;
    }

    public void Dispose() => _keys.ForEach(key => key.Dispose());

    private static CheckpointPublicKey PublicOf(ECDsa key) => CheckpointPublicKey.Of(key.ExportParameters(includePrivateParameters: false));
}
