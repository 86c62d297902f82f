using FuncGateway.Policies.Analysis.Texts;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Subjects;

/// <summary>The names that a request can have.</summary>
/// <param name="Fold">Makes names equal that a lenient server could take for the same.</param>
internal sealed record NameUniverse(TextSet Names, Func<string, string> Fold)
{
    /// <summary>All names of tools or of prompts.</summary>
    public static NameUniverse Any { get; } = new(TextSet.All, LookAlikeNames.FoldingOf(Subject.Tool));
}
