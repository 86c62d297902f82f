using System.Globalization;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Verification;

/// <summary>Calls that must not pass, whatever the policy. A team keeps them apart from its policies and attaches them to a server.</summary>
/// <remarks>
/// The document is <c>{ "version": "1", "never": [ { "tool", "conditions", "unless_approved"?, "description"? } ] }</c>. <c>tool</c> is a name or a glob, the
/// conditions are those of the policy language. A call on which they cannot be evaluated counts as one that they hold for.
/// </remarks>
public sealed class Invariants
{
    /// <summary>Maximum number of invariants in a document.</summary>
    public const int Max = 200;

    private Invariants(IReadOnlyList<Invariant> all) => All = all;

    internal IReadOnlyList<Invariant> All { get; }

    public int Count => All.Count;

    /// <summary>Reads a document and reports every problem in it. Never throws, whatever the input.</summary>
    /// <returns>The invariants; null if and only if there are problems.</returns>
    public static (Invariants? Invariants, IReadOnlyList<Problem> Problems) Read(ReadOnlySpan<byte> utf8)
    {
        var findings = Documents.Findings.None();
        var all = new List<Invariant>();
        if (utf8.Length > PolicyReader.MaxDocumentBytes)
        {
            findings.Problems.AddWhole(string.Create(CultureInfo.InvariantCulture, $"found {utf8.Length} bytes; accepted: at most {PolicyReader.MaxDocumentBytes} bytes (256 KiB)"));
        }
        else if (new NodeReader(findings.Problems).Read(utf8.ToArray()) is { } root)
        {
            Read(root, findings, all);
        }

        var problems = findings.Problems.InDocumentOrder();
        return (problems.Count == 0 ? new Invariants(all) : null, problems);
    }

    private static void Read(Node root, Documents.Findings findings, List<Invariant> all)
    {
        if (ObjectFields.Read(root, findings.Problems, "an object with version and never", "version", "never", "description", "$schema") is not { } fields)
        {
            return;
        }

        fields.FindText("description");
        fields.FindText("$schema");
        if (fields.Need("version", "the string \"1\"") is { } version && !(version.IsString && version.Text == "1"))
        {
            findings.Refuse(version, "the string \"1\"");
        }

        const string Accepted = "a list of invariants, each with tool and conditions";
        if (fields.Need("never", Accepted) is null)
        {
            return;
        }

        var list = fields.FindList("never", Accepted);
        if (list.Count > Max)
        {
            findings.Problems.Add(list[Max], string.Create(CultureInfo.InvariantCulture, $"found {list.Count} invariants; accepted: at most {Max}"));
            return;
        }

        all.AddRange(list.Select(node => ReadOne(node, findings)).OfType<Invariant>());
        findings.Regexes.CheckTotals();
    }

    private static Invariant? ReadOne(Node node, Documents.Findings findings)
    {
        if (ObjectFields.Read(node, findings.Problems, "an object with tool and conditions", "tool", "conditions", "unless_approved", "description") is not { } fields)
        {
            return null;
        }

        const string Names = "the name of a tool, with * for any run of characters";
        var tool = fields.Need("tool", Names);
        if (tool is not null && !(tool.IsString && tool.Text.Length is > 0 and <= SectionReader.MaxNameLength))
        {
            findings.Refuse(tool, Names);
        }

        var unlessApproved = fields.Find("unless_approved");
        if (unlessApproved is not null && unlessApproved.Kind is not (System.Text.Json.JsonTokenType.True or System.Text.Json.JsonTokenType.False))
        {
            findings.Refuse(unlessApproved, "true or false");
        }

        var description = fields.FindText("description");
        var paths = new PathTree();
        var conditions = new ConditionReader(findings, paths, RuleKind.Tool).ReadAll(fields, forEvery: false);
        return tool is null || conditions is null ? null
            : new Invariant(node, tool.Text, conditions, paths, unlessApproved?.Kind == System.Text.Json.JsonTokenType.True, description);
    }
}

/// <summary>Calls of a tool that must not pass.</summary>
/// <param name="Tool">A name or a glob.</param>
/// <param name="UnlessApproved">Whether they may pass if a person approves them.</param>
// Six parameters: the parts of one invariant as written.
internal sealed record Invariant(Node Node, string Tool, ConditionGroup Conditions, PathTree Paths, bool UnlessApproved, string? Description)
{
    /// <summary>The conditions in the form of a rule, so that calls are divided by them too.</summary>
    public ToolRule AsRule { get; } = new() { Paths = Paths, DenyIf = [new Entry(Node.Pointer, Conditions, null)] };

    public bool Covers(string tool) => Glob.IsGlob(Tool) ? new Glob(Tool).Matches(tool) : Tool == tool;
}
