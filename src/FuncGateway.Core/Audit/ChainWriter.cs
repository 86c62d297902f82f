namespace FuncGateway.Core.Audit;

/// <summary>What is needed to write one chain: its entry in the register, and its blocks, which are made one after another.</summary>
internal sealed class ChainWriter(ChainName name, ChainOpening opening, IAuditStore store, TimeProvider time)
{
    private readonly BlockBuilder _builder = new(name, opening);
    private bool _isRegistered;

    public ChainName Name => name;

    /// <summary>Registers the chain, before its first block, so that deleting the chain entirely is detectable. A conflict is our own earlier attempt.</summary>
    /// <returns>True.</returns>
    public async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_isRegistered)
        {
            await store.SaveChainAsync(ChainRecord.Open(name, time.GetUtcNow()), null, cancellationToken);
            _isRegistered = true;
        }

        return true;
    }

    /// <inheritdoc cref="BlockBuilder.Next"/>
    public AuditBlock Next(IReadOnlyList<PendingRecord> records, int stored) => _builder.Next(records, stored);

    /// <summary>Stores a block. Returns false if its number is taken by another one.</summary>
    public async Task<bool> StoreAsync(AuditBlock block, CancellationToken cancellationToken) =>
        await store.AddBlockAsync(block, cancellationToken) == SaveResult.Saved

        // The block may have been stored by an attempt of which only the answer was lost.
        || (await store.FindBlockAsync(name, block.Number, cancellationToken))?.Hash == block.Hash;
}

/// <summary>A block that is being made or stored.</summary>
/// <param name="storedBefore">All blocks up to this number are known to be stored.</param>
internal sealed class BlockUnderWay(ChainWriter writer, List<PendingRecord> records, int storedBefore)
{
    public ChainWriter Writer => writer;

    public List<PendingRecord> Records => records;

    /// <summary>Null until it is made.</summary>
    public AuditBlock? Block { get; private set; }

    /// <summary>How many of the records a request waits for.</summary>
    public int Awaited { get; init; }

    public bool IsStored { get; set; }

    public void Build() => Block = writer.Next(records, storedBefore);

    public Task<bool> StoreAsync(CancellationToken cancellationToken) =>
        writer.StoreAsync(Block ?? throw new InvalidOperationException("The block has not been made yet."), cancellationToken);
}
