namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Tells the checkpoints of the gateway from anything else in their place.</summary>
internal sealed class CheckpointKeys(IEnumerable<CheckpointPublicKey> keys)
{
    private readonly Dictionary<string, CheckpointPublicKey> _keys = keys.DistinctBy(key => key.Kid).ToDictionary(key => key.Kid, StringComparer.Ordinal);

    public bool Knows(string kid) => _keys.ContainsKey(kid);

    /// <summary>Returns the content of a checkpoint that is readable, signed with a known key, and was signed with its number; or what is wrong with it.</summary>
    public (CheckpointContent? Content, AuditProblemKind Kind, string Problem) Read(Checkpoint checkpoint)
    {
        if (checkpoint.IsTooLong)
        {
            return (null, AuditProblemKind.Unreadable, $"was not read: it is longer than {Checkpoint.MaxBytes} bytes");
        }

        if (!CheckpointContent.TryRead(checkpoint.Content, out var content) || content.Format != CheckpointContent.CurrentFormat)
        {
            return (null, AuditProblemKind.Unreadable, "is not in the format of checkpoints");
        }

        if (!_keys.TryGetValue(checkpoint.KeyId, out var key))
        {
            return (null, AuditProblemKind.UnknownKey, $"was signed with the key '{checkpoint.KeyId}', which is unknown");
        }

        if (!key.HasSigned(checkpoint))
        {
            return (null, AuditProblemKind.Broken, "is not what was signed");
        }

        return content.Number == checkpoint.Number
            ? (content, default, "")
            : (null, AuditProblemKind.Broken, $"was signed as checkpoint {content.Number}");
    }
}
