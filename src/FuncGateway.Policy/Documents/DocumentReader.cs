using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads the top-level object of a document.</summary>
internal sealed class DocumentReader(Findings findings)
{
    private const string Version = "1";

    /// <summary>Returns the policy, which is valid only if no problems were found.</summary>
    public Policy? Read(Node root)
    {
        var fields = ObjectFields.Read(
            root, findings.Problems, "an object", "version", "default", "description", "$schema", "hide", "hold", "all_tools", "tools");
        if (fields is null)
        {
            return null;
        }

        ReadVersion(fields);
        fields.FindText("description");
        fields.FindText("$schema");
        var allowsUnlisted = ReadDefault(fields);
        var hidden = ReadHidden(fields);
        var rules = new RuleReader(findings, HoldReader.Find(fields, findings));
        var allTools = fields.Find("all_tools") is { } node ? new RuleAsWritten(node, rules.ReadAllTools(node)) : null;
        var tools = ReadTools(fields, rules);
        return findings.Problems.Any ? null : Compile(hidden, allTools, tools, allowsUnlisted);
    }

    private Policy Compile(IReadOnlyList<string> hidden, RuleAsWritten? allTools, IReadOnlyList<RuleAsWritten> tools, bool allowsUnlisted)
    {
        var hiding = new HiddenTools(hidden);
        new DeadRules(findings.Warnings, hiding).Warn(allTools, tools, allowsUnlisted);
        return new Policy(
            hiding,
            allTools?.Rule ?? ToolRule.Empty,
            [.. tools.Select(tool => KeyValuePair.Create(tool.Name, tool.Rule))],
            allowsUnlisted);
    }

    private void ReadVersion(ObjectFields fields)
    {
        const string Accepted = "the string \"1\"";
        if (fields.Need("version", Accepted) is { } version && !(version.IsString && version.Text == Version))
        {
            findings.Refuse(version, Accepted);
        }
    }

    private bool ReadDefault(ObjectFields fields)
    {
        const string Accepted = "\"allow\" or \"deny\"";
        if (fields.Need("default", Accepted) is { } node && !(node.IsString && node.Text is "allow" or "deny"))
        {
            findings.Refuse(node, Accepted);
        }

        return fields.Find("default") is { IsString: true, Text: "allow" };
    }

    private List<string> ReadHidden(ObjectFields fields)
    {
        var names = new List<string>();
        foreach (var entry in fields.FindList("hide", "a list of tool names, with * for any run of characters"))
        {
            if (!entry.IsString || entry.Text.Length == 0)
            {
                findings.Refuse(entry, "a tool name of at least one character, with * for any run of characters");
            }
            else if (names.Contains(entry.Text))
            {
                findings.Problems.Add(entry, $"found {Node.Quote(entry.Text)} again; accepted: each name once");
            }
            else
            {
                names.Add(entry.Text);
            }
        }

        return names;
    }

    private List<RuleAsWritten> ReadTools(ObjectFields fields, RuleReader rules)
    {
        var tools = new List<RuleAsWritten>();
        if (fields.Find("tools") is not { } node)
        {
            return tools;
        }

        if (!node.IsObject)
        {
            findings.Refuse(node, "an object that has a rule for each tool name");
            return tools;
        }

        foreach (var tool in node.Members)
        {
            if (tool.Name is not { Length: > 0 })
            {
                findings.Problems.Add(tool, "found an empty tool name; accepted: at least one character");
            }

            tools.Add(new RuleAsWritten(tool, rules.ReadTool(tool)));
        }

        GlobTies.Find(tools.ConvertAll(tool => tool.Node), findings.Problems);
        return tools;
    }
}
