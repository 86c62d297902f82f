using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>A rule and its node in the document.</summary>
internal sealed record RuleAsWritten(Node Node, ToolRule Rule)
{
    public string Name => Node.Name ?? "";
}

/// <summary>Reads the rule of a tool, or the one for all tools.</summary>
/// <param name="hold">How long a call is kept open, for entries without their own value.</param>
internal sealed class RuleReader(Findings findings, TimeSpan? hold)
{
    private const string Entries = "a list of entries, each with conditions";
    private const string Limits = "a list of limits, each with counter, window and max";

    public ToolRule ReadAllTools(Node node)
    {
        var fields = ObjectFields.Read(
            node, findings.Problems, "an object with rules for every call", "limits", "require", "deny_if", "require_approval");
        return fields is null ? ToolRule.Empty : Read(node, fields, Aliases.None, new LimitReader(node, new PathTree(), forAllTools: true, findings));
    }

    public ToolRule ReadTool(Node node)
    {
        var fields = ObjectFields.Read(
            node,
            findings.Problems,
            "an object, {} to allow",
            "limits",
            "require",
            "deny_if",
            "require_approval",
            "action",
            "reason",
            "rate_limit");
        return fields is null ? ToolRule.Empty
            : Read(node, fields, Aliases.Read(fields, findings), new LimitReader(node, new PathTree(), forAllTools: false, findings));
    }

    private ToolRule Read(Node node, ObjectFields fields, Aliases aliases, LimitReader limits)
    {
        var entries = new EntryReader(new ConditionReader(findings, limits.Paths), findings, aliases.Reason, hold);
        var denyIf = fields.FindList("deny_if", Entries).Select(entries.ReadDenyIf).OfType<Entry>().ToList();
        var approvals = fields.FindList("require_approval", Entries).Select(entries.ReadApproval).OfType<ApprovalEntry>().ToList();
        if (aliases.Denies)
        {
            denyIf.Add(AlwaysDeny(node, denyIf.Count, aliases));
        }

        if (aliases.AsksPerson)
        {
            approvals.Add(AlwaysAsk(node, approvals.Count, aliases));
        }

        return new ToolRule
        {
            Paths = limits.Paths,
            Require = [.. fields.FindList("require", Entries).Select(entries.ReadRequire).OfType<Entry>()],
            DenyIf = [.. denyIf],
            RequireApproval = [.. approvals],
            Limits = [.. limits.Read(fields.FindList("limits", Limits), aliases)],
        };
    }

    // Entries declared by an alias are appended, so that written entries keep their index in the document.
    private static Entry AlwaysDeny(Node node, int index, Aliases aliases) =>
        new(PointerTo(node, "deny_if", index), ConditionGroup.Always, aliases.Reason);

    private ApprovalEntry AlwaysAsk(Node node, int index, Aliases aliases) => new(
        ConditionGroup.Always,
        new ApprovalTerms(
            PointerTo(node, "require_approval", index), EntryFingerprint.OfAlias(EntryReader.DefaultTimeout), EntryReader.DefaultTimeout, null, hold, aliases.Reason));

    private static string PointerTo(Node node, string list, int index) => JsonPointer.Append(JsonPointer.Append(node.Pointer, list), index);
}
