using FuncGateway.Policies.Analysis.Texts;

namespace FuncGateway.Policies.Analysis.Subjects;

/// <summary>Names that two documents do not tell apart.</summary>
/// <param name="Name">One of them, with which they are tried.</param>
/// <param name="Label">What they are called in a report.</param>
/// <param name="Names">All of them; null if it is this name alone.</param>
internal sealed record NameCell(string Name, string Label, TextSet? Names = null)
{
    /// <summary>What names that no rule and no pattern matches are called.</summary>
    public const string Other = "(any other)";
}
