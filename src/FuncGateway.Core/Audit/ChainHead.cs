namespace FuncGateway.Core.Audit;

/// <summary>The end of a chain: it is moved in the same transaction that adds records.</summary>
/// <param name="Sequence">Of the last record; 0 when there is none.</param>
/// <param name="Hash">Of the last record.</param>
/// <param name="IsClosed">Nothing follows. Whoever wrote the chain and finds it closed begins another.</param>
public sealed record ChainHead(ChainName Chain, int Sequence, string Hash, bool IsClosed = false)
{
    public static ChainHead Start(ChainName chain) => new(chain, 0, AuditHash.Of(chain));
}
