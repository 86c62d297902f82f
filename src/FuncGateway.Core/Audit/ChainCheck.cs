using System.Globalization;

namespace FuncGateway.Core.Audit;

/// <summary>Checks the blocks of one chain, which are added newest first, and then its entry in the register. Keeps only the newest blocks and a few numbers.</summary>
/// <param name="chain">The chain to check.</param>
/// <param name="before">The register's entry before any block was read; null if there was none.</param>
/// <param name="stated">What the checkpoints say of the chain; null if none names it.</param>
internal sealed class ChainCheck(ChainName chain, ChainRecord? before, ChainStatements? stated)
{
    private const string AddedAfterClose = "A block was added after the chain was closed.";

    private readonly List<AuditProblem> _problems = [];
    private readonly List<AuditProblem> _missing = [];
    private List<AuditBlock>? _newest = [];
    private ChainEnd? _end;
    private AuditBlock? _above;
    private string? _registeredHash;

    public ChainName Chain => chain;

    public long Records { get; private set; }

    /// <summary>How many blocks were sent by a process that died, or is still writing, before all blocks up to them were stored. They do not belong to the log.</summary>
    public int Unfinished { get; private set; }

    /// <summary>How many blocks are newer than the last checkpoint that names the chain.</summary>
    public long NotYetCheckpointed => Math.Max(0, Last - (stated?.Blocks ?? 0));

    public bool IsEmpty => Last == 0 && _problems.Count == 0 && _missing.Count == 0;

    private int Last => _end?.Head.Number ?? 0;

    /// <param name="block">The next older block, with its records.</param>
    public void Add(AuditBlock block)
    {
        if (_newest is null)
        {
            Follow(block);
            return;
        }

        _newest.Add(block);
        if (_newest.Count == ChainEnd.Window)
        {
            FindEnd();
        }
    }

    /// <param name="after">The register's entry now.</param>
    /// <param name="firstKept">Blocks of earlier days may have been removed.</param>
    public IReadOnlyList<AuditProblem> Finish(ChainRecord? after, DateOnly firstKept)
    {
        FindEnd();
        if (before is null && after is not null)
        {
            // The chain was opened while we were reading, so its end is not checked yet.
            return _problems;
        }

        NoteMissing(0);
        var isRemoved = after is { State: ChainState.Removed };
        if (isRemoved && chain.Day < firstKept)
        {
            CheckAgainstRegister(after, mayMiss: true);
            CheckAgainstCheckpoint(mayMiss: true);
            return _problems;
        }

        if (isRemoved)
        {
            Note(AuditProblemKind.Truncated, 0, string.Create(CultureInfo.InvariantCulture, $"The register says that the blocks were removed after their retention, but every day from {firstKept:yyyy-MM-dd} on must be kept."));
        }

        CheckAgainstRegister(before, mayMiss: false);
        CheckAgainstCheckpoint(mayMiss: false);
        return [.. _problems, .. _missing];
    }

    private void FindEnd()
    {
        if (_newest is not { } newest)
        {
            return;
        }

        // Without an end to rely on, every block must be there.
        _newest = null;
        _end = ChainEnd.Of(chain, newest) ?? (newest.Count > 0 ? new(newest[0].Head, null) : null);
        foreach (var block in newest)
        {
            if (block.Number > Last)
            {
                AddBeyond(block);
            }
            else
            {
                Follow(block);
            }
        }
    }

    private void AddBeyond(AuditBlock block)
    {
        Unfinished++;
        CheckAlone(block);
        if (_end?.Closed == ChainClosing.Ended)
        {
            Note(AuditProblemKind.Broken, block.Number, AddedAfterClose);
        }
    }

    private void Follow(AuditBlock block)
    {
        NoteMissing(block.Number);
        if (_above is { } above && above.Number == block.Number + 1 && above.Previous != block.Hash)
        {
            Note(AuditProblemKind.Broken, above.Number, "The block does not follow the one before: one of the two was replaced.");
        }

        if (block.Number == 1 && block.Previous != BlockHash.Of(chain))
        {
            Note(AuditProblemKind.Broken, 1, "The block is not the first one of its chain.");
        }

        if (CheckAlone(block)?.Closes is not null && block.Number < Last)
        {
            Note(AuditProblemKind.Broken, block.Number + 1, AddedAfterClose);
        }

        _registeredHash = block.Number == before?.Blocks ? block.Hash : _registeredHash;
        if (stated?.Contradicts(block.Number, block.Hash) is true)
        {
            Note(AuditProblemKind.Forked, block.Number, "The block is not the one that a checkpoint names.");
        }

        _above = block with { Lines = default };
    }

    private BlockDetails? CheckAlone(AuditBlock block)
    {
        var (details, kind, problem) = BlockCheck.Check(block);
        Records += details?.Records ?? 0;
        if (problem is not null)
        {
            Note(kind, block.Number, problem);
        }

        return details;
    }

    // What is missing between the block above, or the end, and this number.
    private void NoteMissing(int number)
    {
        var expected = (_above?.Number ?? (Last + 1)) - 1;
        if (expected > number)
        {
            var (first, last) = (number + 1, expected);
            _missing.Add(Problem(AuditProblemKind.Broken, first, first == last ? "The block is missing." : $"Blocks {first} to {last} are missing."));
        }
    }

    private void CheckAgainstRegister(ChainRecord? registered, bool mayMiss)
    {
        switch (registered)
        {
            case null:
                Note(AuditProblemKind.Broken, 0, "The chain is not in the register.");
                break;
            case { Blocks: 0 } when registered.Hash != BlockHash.Of(chain):
            case { Blocks: > 0 } when registered.Blocks <= Last && _registeredHash is { } hash && hash != registered.Hash:
                Note(AuditProblemKind.Forked, registered.Blocks, "The block is not the one that the register of chains names.");
                break;
            case { State: not ChainState.Open } when Last > registered.Blocks:
                Note(AuditProblemKind.Broken, registered.Blocks + 1, AddedAfterClose);
                break;
            case var _ when registered.Blocks > Last && !mayMiss:
                Note(AuditProblemKind.Truncated, Last + 1, $"The end of the chain is missing: the register says that it had {registered.Blocks} blocks, and it has {Last}.");
                break;
            case { State: not ChainState.Open } when _end?.Closed is null && !mayMiss:
                Note(AuditProblemKind.Broken, Last, "The register says that the chain was closed, and its last block does not.");
                break;
        }
    }

    private void CheckAgainstCheckpoint(bool mayMiss)
    {
        if (stated is null)
        {
            return;
        }

        if (stated.Blocks > Last && !mayMiss)
        {
            Note(AuditProblemKind.Truncated, Last + 1, $"The end of the chain is missing: a checkpoint says that it had {stated.Blocks} blocks, and it has {Last}.");
        }
        else if (stated.IsClosed && Last > stated.Blocks)
        {
            Note(AuditProblemKind.Broken, (int)stated.Blocks + 1, AddedAfterClose);
        }
    }

    private void Note(AuditProblemKind kind, int block, string what) => _problems.Add(Problem(kind, block, what));

    private AuditProblem Problem(AuditProblemKind kind, int block, string what) =>
        new(kind, chain.Writer, block, block == 0 ? chain.ToString() : string.Create(CultureInfo.InvariantCulture, $"{chain}/{block}"), what);
}
