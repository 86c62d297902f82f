namespace FuncGateway.Core.Audit.Offline;

/// <summary>
/// Verifies exports of the audit log without the gateway and its store, as docs/operate/verify_audit.py does. Needs memory for one block, a few numbers for each chain,
/// and about 80 bytes for each block that a checkpoint names.
/// </summary>
public static class OfflineVerification
{
    /// <summary>Verifies an export against its checkpoints.</summary>
    /// <param name="checkpoints">All checkpoints in the order of their numbers, one in each line. They are read before the exports.</param>
    /// <param name="exports">The blocks, one in each line: chain by chain, in each chain the newest block first.</param>
    /// <param name="report">Receives each finding as soon as it is made.</param>
    public static OfflineReport VerifyLog(OfflineKeys keys, IEnumerable<OfflineLine> checkpoints, IEnumerable<OfflineLine> exports, OfflineScope scope, Action<OfflineFinding> report)
    {
        var findings = new OfflineFindings(report);
        var stated = new OfflineCheckpoints(keys, scope.FirstKept, findings);
        foreach (var line in checkpoints)
        {
            stated.Add(line);
        }

        var log = new OfflineLog(stated, findings);
        foreach (var line in exports)
        {
            log.Add(line);
        }

        log.Finish(scope);
        return new(log.Records, log.Blocks, stated.Count, findings.Problems);
    }

    /// <summary>Verifies the proof of one record, or those of an entry and its ending. Returns the number of problems.</summary>
    /// <param name="text">The JSON of the proof.</param>
    /// <param name="name">The name of the file in findings.</param>
    /// <param name="report">Receives each finding as soon as it is made.</param>
    public static long VerifyProof(OfflineKeys keys, string text, string name, Action<OfflineFinding> report)
    {
        var findings = new OfflineFindings(report);
        try
        {
            new OfflineProof(keys, findings).Verify(text);
        }
        catch (UnreadableException e)
        {
            findings.Add(AuditProblemKind.Unreadable, name, e.Message);
        }

        return findings.Problems;
    }
}

/// <summary>What the exports should contain.</summary>
/// <param name="FirstKept">The first day that the retention keeps: earlier days may be missing as a whole, and so may the checkpoints before the last one of an earlier day. Null: nothing may be missing.</param>
/// <param name="Stream">The only stream in the exports; null if both are.</param>
public sealed record OfflineScope(DateOnly? FirstKept = null, AuditStream? Stream = null);

/// <summary>How much was verified, and how many problems were found; notes are not counted.</summary>
public sealed record OfflineReport(long Records, long Blocks, long Checkpoints, long Problems);
