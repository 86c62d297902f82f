using System.Globalization;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>A section as written: its rules, and what happens to names that no rule matches.</summary>
/// <param name="AllowsUnlisted">What the section says about them; null if it leaves them to <c>default</c>.</param>
/// <param name="Pointer">JSON Pointer to the section if it denies them itself; otherwise null.</param>
internal sealed record SectionAsWritten(IReadOnlyList<RuleAsWritten> Rules, bool? AllowsUnlisted = null, string? Pointer = null)
{
    public static readonly SectionAsWritten Absent = new([]);

    /// <param name="allTools">The rule that applies beside each rule of the section.</param>
    public RuleTable Compile(Subject subject, ToolRule allTools, bool allowsUnlisted)
    {
        var unlisted = AllowsUnlisted ?? allowsUnlisted ? new RuleInForce(allTools, ToolRule.Empty) : null;
        return new RuleTable(
            [.. Rules.Select(rule => KeyValuePair.Create(rule.Name, new RuleInForce(allTools, rule.Rule)))],
            new Unlisted(subject, unlisted, Pointer));
    }
}

/// <summary>Reads <c>tools</c>, <c>resources</c> and <c>prompts</c>.</summary>
internal sealed class SectionReader(Findings findings, RuleReader rules)
{
    /// <summary>Maximum length of a name, URI or pattern. The pointers and counters of a rule repeat it for each of its entries.</summary>
    public const int MaxNameLength = 512;

    private const string Names = "an object that has a rule for each tool name";

    public SectionAsWritten ReadTools(Node? node) => node is null ? SectionAsWritten.Absent : ReadRules(node, RuleKind.Tool, Names);

    /// <summary>Reads <c>resources</c> or <c>prompts</c>.</summary>
    public SectionAsWritten ReadOther(Node? node, RuleKind kind) => node switch
    {
        null => SectionAsWritten.Absent,
        { IsString: true, Text: "allow" } => new SectionAsWritten([], AllowsUnlisted: true),
        { IsString: true, Text: "deny" } => new SectionAsWritten([], AllowsUnlisted: false, node.Pointer),
        _ => ReadRules(node, kind, $"\"allow\", \"deny\" or an object that has a rule for each {(kind == RuleKind.Resource ? "URI" : "prompt name")}"),
    };

    private SectionAsWritten ReadRules(Node section, RuleKind kind, string accepted)
    {
        var read = new List<RuleAsWritten>();
        if (!section.IsObject)
        {
            findings.Refuse(section, accepted);
            return SectionAsWritten.Absent;
        }

        foreach (var node in section.Members)
        {
            if (IsName(node, kind))
            {
                read.Add(new RuleAsWritten(node, rules.Read(node, kind)));
            }
        }

        return new SectionAsWritten(read);
    }

    private bool IsName(Node node, RuleKind kind)
    {
        var length = node.Name?.Length ?? 0;
        if (length is > 0 and <= MaxNameLength)
        {
            return true;
        }

        var what = kind switch
        {
            RuleKind.Resource => "URI",
            RuleKind.Prompt => "prompt name",
            _ => "tool name",
        };
        findings.Problems.Add(node, length == 0
            ? $"found an empty {what}; accepted: at least one character"
            : string.Create(CultureInfo.InvariantCulture, $"found a {what} of {length} characters; accepted: at most {MaxNameLength}"));
        return false;
    }
}
