using FuncGateway.Core.Secrets;

namespace FuncGateway.Core.Approvals;

/// <summary>Encrypts arguments before they are stored, bound to the id of their approval.</summary>
public sealed class ArgumentEncryption(KeyMaterial key)
{
    private readonly Sealing _sealing = new(key, "funcgateway approval arguments 1");

    public async ValueTask<ReadOnlyMemory<byte>> EncryptAsync(ApprovalId id, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken) =>
        await _sealing.SealAsync(id.ToString(), arguments, cancellationToken);

    /// <summary>Returns null if the arguments were encrypted with another key or for another approval, or have been modified.</summary>
    public ValueTask<byte[]?> DecryptAsync(ApprovalId id, ReadOnlyMemory<byte> encrypted, CancellationToken cancellationToken) =>
        _sealing.OpenAsync(id.ToString(), encrypted, cancellationToken);
}
