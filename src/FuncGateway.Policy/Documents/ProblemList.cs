using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Documents;

/// <summary>Gathers problems, or warnings, and puts them in document order.</summary>
internal sealed class ProblemList
{
    /// <summary>Beyond this many a document is something else, and its report would be larger than itself.</summary>
    public const int Most = 1000;

    private readonly List<(int Position, Problem Problem)> _found = [];
    private bool _isCut;

    public bool Any => _found.Count > 0;

    public void Add(Node at, string message) => Add(at.Position, () => at.Pointer, message);

    /// <summary>A problem with a field that is not there: it has the place of the object that lacks it.</summary>
    public void AddMissing(Node owner, string field, string message) =>
        Add(owner.Position, () => JsonPointer.Append(owner.Pointer, field), message);

    public void AddWhole(string message) => Add(0, () => "", message);

    public IReadOnlyList<Problem> InDocumentOrder()
    {
        var ordered = _found.OrderBy(each => each.Position).Select(each => each.Problem);
        return [.. _isCut ? ordered.Append(new Problem("", $"found more than {Most} of these; only {Most} are listed")) : ordered];
    }

    private void Add(int position, Func<string> pointer, string message)
    {
        _isCut |= _found.Count == Most;
        if (!_isCut)
        {
            _found.Add((position, new Problem(pointer(), message)));
        }
    }
}

/// <summary>What a reading has to say: mistakes, and what is accepted but deserves a look.</summary>
internal sealed record Findings(ProblemList Problems, ProblemList Warnings)
{
    public static Findings None() => new(new ProblemList(), new ProblemList());

    public void Refuse(Node node, string accepted) => Problems.Add(node, $"found {node.Found}; accepted: {accepted}");
}
