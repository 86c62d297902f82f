namespace FuncGateway.Policies.Analysis.Texts;

internal enum NfaNodeKind
{
    /// <summary>Goes on to <see cref="NfaNode.Next"/> and, if it is set, to <see cref="NfaNode.Other"/>.</summary>
    Jump,

    /// <summary>Reads a character of the set with the index <see cref="NfaNode.Argument"/>.</summary>
    Read,

    /// <summary>Goes on where the <see cref="Assertion"/> with the value <see cref="NfaNode.Argument"/> holds.</summary>
    Assert,

    /// <summary>A match has been found.</summary>
    Accept,
}

/// <summary>A node of a nondeterministic automaton. A successor below zero is not set.</summary>
internal readonly record struct NfaNode(NfaNodeKind Kind, int Next = -1, int Other = -1, int Argument = 0);
