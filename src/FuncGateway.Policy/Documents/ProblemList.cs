using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Documents;

/// <summary>Collects problems, or warnings, in document order.</summary>
internal sealed class ProblemList
{
    /// <summary>Maximum number of problems to report, so that the report does not become larger than the document.</summary>
    public const int MaxProblems = 100;

    private readonly List<(int Position, Problem Problem)> _found = [];
    private int _more;

    public bool Any => _found.Count > 0;

    public void Add(Node at, string message) => Add(at.Position, () => at.Pointer, message);

    public void Refuse(Node node, string accepted) => Add(node, $"found {node.Found}; accepted: {accepted}");

    /// <summary>Adds a problem about a missing field, at the position of the object that lacks it.</summary>
    public void AddMissing(Node owner, string field, string message) =>
        Add(owner.Position, () => JsonPointer.Append(owner.Pointer, field), message);

    public void AddWhole(string message) => Add(0, () => "", message);

    public IReadOnlyList<Problem> InDocumentOrder() => InDocumentOrder([this]);

    /// <summary>The entries of several lists, each of which was filled up to its own maximum.</summary>
    public static IReadOnlyList<Problem> InDocumentOrder(IReadOnlyCollection<ProblemList> lists)
    {
        var ordered = lists.SelectMany(list => list._found).OrderBy(each => each.Position).Select(each => each.Problem);
        var more = lists.Sum(list => list._more);
        return [.. more > 0 ? ordered.Append(new Problem("", FormattableString.Invariant($"found {more} more of these; only {MaxProblems * lists.Count(list => list._more > 0)} are listed"))) : ordered];
    }

    private void Add(int position, Func<string> pointer, string message)
    {
        if (_found.Count == MaxProblems)
        {
            _more++;
            return;
        }

        _found.Add((position, new Problem(pointer(), message)));
    }
}

/// <summary>The problems and warnings found while reading.</summary>
internal sealed record Findings(ProblemList Problems, ProblemList Warnings)
{
    public RegexReader Regexes { get; } = new(Problems);

    /// <summary>Whether the document is in shadow mode, which its limits count under names of their own.</summary>
    public bool IsShadow { get; set; }

    public static Findings None() => new(new ProblemList(), new ProblemList());

    public void Refuse(Node node, string accepted) => Problems.Refuse(node, accepted);
}
