namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>A part of a nondeterministic automaton: its first node, the node where it starts, and the node whose <see cref="NfaNode.Next"/> is open.</summary>
internal readonly record struct Fragment(int First, int Entry, int Exit)
{
    /// <summary>Whether there is nothing in it, not even an assertion.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Whether it can be passed without reading a character, where its assertions hold.</summary>
    public bool MayBeSkipped { get; init; }

    /// <summary>Whether an alternation in it has a branch with nothing in it.</summary>
    public bool HasEmptyBranch { get; init; }
}
