using FuncGateway.Core.Secrets;

namespace FuncGateway.Core.Recordings;

/// <summary>Encrypts recorded arguments, bound to the decision id of their request.</summary>
public sealed class RecordingEncryption(KeyMaterial key)
{
    private readonly Sealing _sealing = new(key, "funcgateway recorded arguments 1");

    public async ValueTask<ReadOnlyMemory<byte>> EncryptAsync(string id, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken) =>
        await _sealing.SealAsync(id, arguments, cancellationToken);

    /// <summary>Returns null if the arguments were encrypted with another key or for another request, or have been modified.</summary>
    public ValueTask<byte[]?> DecryptAsync(string id, ReadOnlyMemory<byte> encrypted, CancellationToken cancellationToken) =>
        _sealing.OpenAsync(id, encrypted, cancellationToken);
}
