using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit.Offline;

/// <summary>The public keys that checkpoints are verified with.</summary>
public sealed class OfflineKeys
{
    private const int CoordinateBytes = 32;

    private readonly Dictionary<string, CheckpointPublicKey> _keys = new(StringComparer.Ordinal);

    private OfflineKeys()
    {
    }

    /// <summary>Reads a JSON Web Key Set (RFC 7517) of elliptic curve keys on P-256.</summary>
    /// <param name="problem">What is wrong with the text; null if it was read.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out OfflineKeys? keys, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (keys, problem) = (new(), null);
            foreach (var each in ExportedObject.Parse(text, "the key set").List("keys"))
            {
                var key = ReadKey(each);
                keys._keys[key.Kid] = key;
            }

            return true;
        }
        catch (UnreadableException e)
        {
            (keys, problem) = (null, e.Message);
            return false;
        }
    }

    /// <summary>Returns why the signature of the checkpoint is not valid; null if it is.</summary>
    internal (AuditProblemKind Kind, string What)? ProblemOf(Checkpoint checkpoint) =>
        !_keys.TryGetValue(checkpoint.KeyId, out var key) ? (AuditProblemKind.UnknownKey, $"it was signed with the key '{checkpoint.KeyId}'")
        : !key.HasSigned(checkpoint) ? (AuditProblemKind.Broken, "it is not what was signed")
        : null;

    private static CheckpointPublicKey ReadKey(JsonElement element)
    {
        const string OtherKind = "a key is not an elliptic curve key on P-256";
        var value = ExportedObject.Of(element, "a key", OtherKind);
        if (!IsText(value, "kty", "EC") || !IsText(value, "crv", "P-256"))
        {
            throw new UnreadableException(OtherKind);
        }

        try
        {
            return CheckpointPublicKey.Of(Coordinate(value, "x"), Coordinate(value, "y")) with { Kid = value.Text("kid") };
        }
        catch (CryptographicException)
        {
            throw new UnreadableException("a key is not on the curve");
        }
    }

    private static bool IsText(ExportedObject value, string name, string text) => value.Find(name) is { ValueKind: JsonValueKind.String } found && found.GetString() == text;

    // The number in 32 bytes; null if it is too large for them.
    private static byte[]? Coordinate(ExportedObject key, string name)
    {
        var text = key.Text(name);
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || Base64Url.EncodeToString(bytes.AsSpan(0, written)) != text)
        {
            throw new UnreadableException($"the {name} of a key is not base64url");
        }

        var digits = bytes.AsSpan(0, written).TrimStart((byte)0);
        return digits.Length > CoordinateBytes ? null : [.. new byte[CoordinateBytes - digits.Length], .. digits];
    }
}
