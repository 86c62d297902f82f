using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>Warns about rules that are valid but can never affect a decision.</summary>
internal sealed class DeadRules(ProblemList warnings, HiddenTools hidden)
{
    public void Warn(DocumentAsWritten written)
    {
        var allTools = written.AllTools;
        if (allTools is { Node.Children.Count: > 0 } && !written.AllowsUnlisted && written.Tools.Rules.Count == 0)
        {
            warnings.Add(allTools.Node, "this rule can never fire: no tool is listed and the default denies");
        }

        if (allTools is not null)
        {
            Warn(allTools, isDenied: false);
        }

        var allDenied = allTools?.Rule.DenyIf.Any(IsAlways) == true;
        foreach (var tool in written.Tools.Rules)
        {
            if (hidden.Contains(tool.Name))
            {
                warnings.Add(tool.Node, $"the tool {Node.Quote(tool.Name)} is listed and hidden: its rule can never fire");
            }

            Warn(tool, allDenied);
        }

        foreach (var resource in written.Resources.Rules)
        {
            var fault = UriReading.FindAmbiguity(resource.Name);
            WarnIf(fault is not null, resource.Node, $"a URI is refused as ambiguous because of {fault}");
            Warn(resource, isDenied: false);
        }

        foreach (var prompt in written.Prompts.Rules)
        {
            Warn(prompt, isDenied: false);
        }
    }

    private static bool IsAlways(Entry entry) => entry.Conditions.IsEmpty;

    private static List<Node> Elements(RuleAsWritten rule, string field) =>
        rule.Node.Children.Find(child => child.Name == field)?.Children ?? [];

    private void Warn(RuleAsWritten rule, bool isDenied)
    {
        foreach (var (node, entry) in Elements(rule, "require").Zip(rule.Rule.Require))
        {
            WarnIf(IsAlways(entry), node, "without conditions it is always satisfied");
        }

        isDenied = WarnEntries(Elements(rule, "deny_if"), rule.Rule.DenyIf, isDenied, "every call is denied before it");
        WarnEntries(
            Elements(rule, "require_approval"), rule.Rule.RequireApproval, isDenied, isDenied ? "every call is denied before it" : "an entry before it always asks");
        foreach (var limit in Elements(rule, "limits"))
        {
            WarnIf(isDenied, limit, "every call is denied before it");
        }
    }

    // Returns whether every call is decided by these entries or before them.
    private bool WarnEntries(List<Node> nodes, Entry[] entries, bool isDecided, string why)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (i < nodes.Count)
            {
                WarnIf(isDecided, nodes[i], why);
                WarnIf(!isDecided && entries[i].Conditions.NeverHolds, nodes[i], "its conditions hold for no call");
            }

            isDecided |= IsAlways(entries[i]);
        }

        return isDecided;
    }

    private void WarnIf(bool isDead, Node node, string why)
    {
        if (isDead)
        {
            warnings.Add(node, $"this rule can never fire: {why}");
        }
    }
}
