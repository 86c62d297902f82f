using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Analysis.Testing;

/// <summary>Tests of a policy: calls with the decisions that are expected on them.</summary>
public sealed class PolicyTests
{
    /// <summary>Maximum number of calls that a document may make, each combination of a matrix and each repetition counted.</summary>
    public const int MaxCalls = 20_000;

    private PolicyTests(IReadOnlyList<TestSequence> sequences) => Sequences = sequences;

    /// <summary>A case is a sequence of one call.</summary>
    internal IReadOnlyList<TestSequence> Sequences { get; }

    /// <summary>Reads a document and reports every problem in it. Never throws, whatever the input.</summary>
    /// <returns>The tests; null if and only if there are problems.</returns>
    public static (PolicyTests? Tests, IReadOnlyList<Problem> Problems) Read(ReadOnlySpan<byte> utf8)
    {
        var problems = new ProblemList();
        IReadOnlyList<TestSequence> sequences = [];
        if (utf8.Length > PolicyReader.MaxDocumentBytes)
        {
            problems.AddWhole(FormattableString.Invariant($"found {utf8.Length} bytes; accepted: at most {PolicyReader.MaxDocumentBytes} bytes (256 KiB)"));
        }
        else if (new NodeReader(problems).Read(utf8.ToArray()) is { } root)
        {
            sequences = new TestReader(problems).Read(root);
        }

        var found = problems.InDocumentOrder();
        return (found.Count == 0 ? new PolicyTests(sequences) : null, found);
    }
}

/// <summary>Calls that are made one after another, with the same counters.</summary>
/// <param name="Skip">Why it is not run; null if it is.</param>
internal sealed record TestSequence(string Name, string Pointer, IReadOnlyList<TestStep> Steps, string? Skip);

/// <summary>One call, or the same one several times.</summary>
/// <param name="At">When it is made.</param>
internal sealed record TestStep(string Pointer, TestCall Call, string Grant, DateTimeOffset At, int Times, Expectation Expected);

/// <param name="Name">The tool, URI or prompt.</param>
/// <param name="Arguments">A JSON object.</param>
internal sealed record TestCall(Subject Subject, string Name, byte[] Arguments);

/// <summary>What is expected of a decision. What is null is not looked at.</summary>
/// <param name="Verdict"><c>allow</c>, <c>deny</c>, <c>hold</c>, <c>hidden</c> or <c>limited</c>. A hidden tool is denied too.</param>
internal sealed record Expectation(string Verdict, string? Rule = null, string? Message = null, bool? Listed = null)
{
    public static readonly string[] Verdicts = ["allow", "deny", "hold", "hidden", "limited"];

    /// <summary>What is expected of everything that a document does not say.</summary>
    public static readonly Expectation Denied = new("deny");

    public string Words => $"{Verdict}{(Rule is null ? "" : $" by {Rule}")}{(Message is null ? "" : $" with \"{Message}\"")}{(Listed is { } listed ? listed ? ", listed" : ", not listed" : "")}";
}
