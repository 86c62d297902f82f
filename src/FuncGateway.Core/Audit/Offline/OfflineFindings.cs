namespace FuncGateway.Core.Audit.Offline;

/// <summary>Passes findings on as they are made, and counts the problems among them.</summary>
internal sealed class OfflineFindings(Action<OfflineFinding> report)
{
    public long Problems { get; private set; }

    public void Add(AuditProblemKind kind, string where, string what)
    {
        Problems++;
        report(new OfflineFinding.Problem(kind, where, what));
    }

    /// <param name="note">A finding that is not a problem.</param>
    public void AddNote(OfflineFinding note) => report(note);
}
