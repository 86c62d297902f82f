namespace FuncGateway.Core.Audit.Offline;

/// <summary>A finding of an offline verification.</summary>
/// <param name="Where">A chain, a block, a checkpoint, a proof, or a file and a line of it.</param>
/// <param name="What">What was found, without a period.</param>
public abstract record OfflineFinding(string Where, string What)
{
    /// <summary>The kind in the words of docs/operate/audit-checkpoints.md.</summary>
    public abstract string KindText { get; }

    public sealed override string ToString() => $"{KindText}: {Where}: {What}";

    /// <summary>The log, the checkpoints or the proof are not what the gateway wrote.</summary>
    public sealed record Problem(AuditProblemKind Kind, string Where, string What) : OfflineFinding(Where, What)
    {
        public override string KindText => Kind switch
        {
            AuditProblemKind.Truncated => "truncated",
            AuditProblemKind.Reordered => "reordered",
            AuditProblemKind.Forked => "forked",
            AuditProblemKind.UnknownKey => "unknown key",
            AuditProblemKind.Unreadable => "unreadable",
            _ => "broken",
        };
    }

    /// <summary>No checkpoint covers these blocks or this record yet.</summary>
    public sealed record NotYetCheckpointed(string Where, string What) : OfflineFinding(Where, What)
    {
        public override string KindText => "not yet checkpointed";
    }

    /// <summary>A process died while it wrote. No call in these blocks was answered.</summary>
    public sealed record UnfinishedTail(string Where, string What) : OfflineFinding(Where, What)
    {
        public override string KindText => "unfinished tail";
    }
}
