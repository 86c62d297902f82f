using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit.Offline;

/// <summary>Verifies that each checkpoint follows the last one before it that was signed by a known key.</summary>
/// <param name="firstKept">Checkpoints before the last one of an earlier day may be missing; null if none may be.</param>
internal sealed class OfflineLinks(DateOnly? firstKept, OfflineFindings findings)
{
    private ExportedCheckpoint? _last;

    // What has come since then without a valid signature.
    private ExportedCheckpoint? _passed;
    private long _passedCount;

    private long LastNumber => _last?.Number ?? 0;

    /// <summary>Notes one without a valid signature.</summary>
    /// <param name="checkpoint">Null if it cannot be read.</param>
    public void PassOver(ExportedCheckpoint? checkpoint)
    {
        if (checkpoint is null || checkpoint.Number > Math.Max(LastNumber, _passed?.Number ?? 0))
        {
            _passedCount++;
        }

        _passed = checkpoint ?? _passed;
    }

    /// <summary>Verifies one with a valid signature.</summary>
    public void Add(ExportedCheckpoint checkpoint)
    {
        if (checkpoint.Number <= LastNumber)
        {
            findings.Add(AuditProblemKind.Reordered, checkpoint.Where, $"it follows checkpoint {LastNumber}");
            VerifyTime(checkpoint);
            return;
        }

        VerifyLink(checkpoint);
        VerifyTime(checkpoint);
        VerifyNames(checkpoint);
        (_last, _passed, _passedCount) = (checkpoint, null, 0);
    }

    // A gap between two that follow one another is what the gateway passed over and somebody has removed since.
    private void VerifyLink(ExportedCheckpoint checkpoint)
    {
        var followsLast = checkpoint.Previous == (_last?.Signed.Hash ?? CheckpointContent.NoPrevious);
        var followsPassed = _passed?.Number == checkpoint.Number - 1 && checkpoint.Previous == _passed.Signed.Hash;
        if (followsLast || followsPassed)
        {
            return;
        }

        var (first, last) = (LastNumber + 1, checkpoint.Number - 1);
        var missing = last - LastNumber - _passedCount;
        if (missing <= 0)
        {
            findings.Add(AuditProblemKind.Broken, checkpoint.Where, "it does not follow the one before");
        }
        else if (!(checkpoint.ShownDay < firstKept))
        {
            var which = first == last ? $"checkpoint {first} is" : _passedCount > 0 ? $"{missing} of the checkpoints {first} to {last} are" : $"checkpoints {first} to {last} are";
            findings.Add(AuditProblemKind.Truncated, checkpoint.Where, $"{which} missing");
        }
    }

    private void VerifyTime(ExportedCheckpoint checkpoint)
    {
        if (checkpoint.At < _last?.At)
        {
            findings.Add(AuditProblemKind.Broken, checkpoint.Where, "it is older than the one before");
        }
    }

    private void VerifyNames(ExportedCheckpoint checkpoint)
    {
        var named = checkpoint.Chains.Select(state => state.Chain).ToHashSet();
        var dayBefore = DateOnly.FromDayNumber(Math.Max(0, checkpoint.Day.DayNumber - 1));
        var gone = (_last?.Chains ?? []).Select(state => state.Chain).Where(chain => chain.Day >= dayBefore && !named.Contains(chain));
        foreach (var chain in gone.Select(chain => chain.ToString()).Distinct(StringComparer.Ordinal).Order(CodePointOrder.Instance))
        {
            findings.Add(AuditProblemKind.Truncated, checkpoint.Where, $"it no longer names {chain}");
        }
    }
}
