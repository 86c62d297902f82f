namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>A nondeterministic automaton that accepts what a pattern matches from one position on.</summary>
internal sealed record Nfa(IReadOnlyList<NfaNode> Nodes, IReadOnlyList<CharSet> Sets, int Entry)
{
    public bool Asserts(params ReadOnlySpan<Assertion> any)
    {
        foreach (var node in Nodes)
        {
            if (node.Kind == NfaNodeKind.Assert && any.Contains((Assertion)node.Argument))
            {
                return true;
            }
        }

        return false;
    }
}
