namespace FuncGateway.Core.Audit;

/// <summary>What is known of a chain apart from the chain itself: a checkpoint that goes along with it, now and then, and stays when it is gone.</summary>
/// <param name="SeenAt">When its writer last showed that it lives.</param>
/// <param name="Sequence">Of the last record, as of then.</param>
/// <param name="Hash">Of that record.</param>
public sealed record ChainRecord(ChainName Chain, DateTimeOffset OpenedAt, DateTimeOffset SeenAt, int Sequence, string Hash, ChainState State = ChainState.Open)
{
    public static ChainRecord Open(ChainName chain, DateTimeOffset now) => new(chain, now, now, 0, AuditHash.Of(chain));

    public ChainRecord Seen(ChainHead head, DateTimeOffset now) => this with { SeenAt = now, Sequence = head.Sequence, Hash = head.Hash };

    public ChainRecord Close(ChainHead head, DateTimeOffset now) => Seen(head, now) with { State = ChainState.Closed };
}
