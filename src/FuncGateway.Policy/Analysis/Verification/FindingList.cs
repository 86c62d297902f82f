namespace FuncGateway.Policies.Analysis.Verification;

/// <summary>Collects findings, each once.</summary>
internal sealed class FindingList
{
    private readonly HashSet<PolicyFinding> _known = [];
    private readonly List<PolicyFinding> _all = [];

    public IReadOnlyList<PolicyFinding> All => _all;

    /// <summary>The number of findings, also of those beyond the maximum.</summary>
    public int Total { get; private set; }

    public void Add(PolicyFinding finding)
    {
        if (!_known.Add(finding))
        {
            return;
        }

        Total++;
        if (_all.Count < PolicyVerification.MaxFindings)
        {
            _all.Add(finding);
        }
    }
}
