using System.Security.Cryptography;
using FuncGateway.Core;
using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.LocalHost;

/// <summary>
/// Signs the checkpoints of a local gateway with a key in a PEM file, which is created on first use. The file may contain several keys: the first one
/// signs, and the others, private or public, are earlier ones.
/// </summary>
internal sealed class FileCheckpointKey(string path) : ICheckpointKey
{
    public const string FileName = "audit.key";

    public Task<CheckpointSignature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => UseAsync(pem =>
    {
        using var key = Import(KeysIn(pem)[0]);
        return new CheckpointSignature(PublicOf(key).Kid, key.SignData(content.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    });

    public Task<IReadOnlyList<CheckpointPublicKey>> ListPublicKeysAsync(CancellationToken cancellationToken) => UseAsync<IReadOnlyList<CheckpointPublicKey>>(pem => [.. KeysIn(pem).Select(text =>
    {
        using var key = Import(text);
        return PublicOf(key);
    })]);

    // Read each time, so that a key is replaced without a restart; a checkpoint is written once a minute.
    private Task<T> UseAsync<T>(Func<string, T> use)
    {
        try
        {
            return Task.FromResult(use(KeyFile.ReadOrWrite(path, MakeKey)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromException<T>(new StoreUnavailableException($"{path} cannot be read or created.", e));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return Task.FromException<T>(new StoreUnavailableException($"{path} contains no usable key. Accepted: keys on P-256 in PEM, the first one private.", e));
        }
    }

    private static string MakeKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private static List<string> KeysIn(string pem)
    {
        var keys = new List<string>();
        for (var rest = pem; PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
        {
            keys.Add(rest[found.Location]);
        }

        return keys.Count > 0 ? keys : throw new CryptographicException("The file has no PEM.");
    }

    private static ECDsa Import(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private static CheckpointPublicKey PublicOf(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
            ? CheckpointPublicKey.Of(parameters)
            : throw new CryptographicException("The key is not on P-256.");
    }
}
