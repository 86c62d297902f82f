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

/// <summary>Reads the rule of a tool, a resource or a prompt, or the one for all tools.</summary>
/// <param name="hold">How long a call is kept open, for entries without their own value.</param>
internal sealed class RuleReader(Findings findings, TimeSpan? hold)
{
    private const string Entries = "a list of entries, each with conditions";
    private const string Limits = "a list of limits, each with counter, window and max";

    public ToolRule Read(Node node, RuleKind kind)
    {
        var fields = kind == RuleKind.AllTools
            ? ObjectFields.Read(
                node, findings.Problems, "an object with rules for every call", "description", "limits", "require", "deny_if", "require_approval")
            : ObjectFields.Read(
                node, findings.Problems, "an object, {} to allow", "description", "limits", "require", "deny_if", "require_approval", "action", "reason", "rate_limit");
        if (fields is null)
        {
            return ToolRule.Empty;
        }

        fields.FindText("description");
        RefuseApproval(fields, kind);
        var aliases = kind == RuleKind.AllTools ? Aliases.None : Aliases.Read(fields, findings);
        return Read(node, fields, aliases, kind);
    }

    // A resource or prompt cannot wait for a person: clients read them at any time, without a call that could be held.
    private void RefuseApproval(ObjectFields fields, RuleKind kind)
    {
        var node = fields.Find("require_approval") ?? (fields.Find("action") is { IsString: true, Text: "require_approval" } action ? action : null);
        if (node is not null && kind is RuleKind.Resource or RuleKind.Prompt)
        {
            findings.Problems.Add(node, "found require_approval, which applies to tools only; accepted: require, deny_if and limits");
        }
    }

    private ToolRule Read(Node node, ObjectFields fields, Aliases aliases, RuleKind kind)
    {
        var limits = new LimitReader(node, new PathTree(), kind, findings);
        var entries = new EntryReader(new ConditionReader(findings, limits.Paths, kind), findings, aliases.Reason, hold);
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
            Name = node.Name ?? "",
            Pointer = node.Pointer,
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
