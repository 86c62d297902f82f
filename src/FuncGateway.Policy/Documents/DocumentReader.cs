using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads the top-level object of a document.</summary>
internal sealed class DocumentReader(Findings findings)
{
    private const string Version = "1";

    /// <summary>The document that was compiled; null if there are problems.</summary>
    public DocumentAsWritten? Written { get; private set; }

    /// <summary>Returns the policy, which is valid only if no problems were found.</summary>
    public Policy? Read(Node root)
    {
        var fields = ObjectFields.Read(
            root, findings.Problems, "an object", "version", "default", "description", "$schema", "mode", "list", "hide", "hold", "all_tools", "tools", "resources", "prompts");
        if (fields is null)
        {
            return null;
        }

        ReadVersion(fields);
        findings.IsShadow = ReadMode(fields) == PolicyMode.Shadow;
        fields.FindText("description");
        fields.FindText("$schema");
        var written = new DocumentAsWritten(root, ReadDefault(fields), ReadListsRefused(fields), ReadHidden(fields)) { IsShadow = findings.IsShadow };
        var rules = new RuleReader(findings, HoldReader.Find(fields, findings));
        var sections = new SectionReader(findings, rules);
        written = written with
        {
            AllTools = fields.Find("all_tools") is { } node ? new RuleAsWritten(node, rules.Read(node, RuleKind.AllTools)) : null,
            Tools = sections.ReadTools(fields.Find("tools")),
            Resources = sections.ReadOther(fields.Find("resources"), RuleKind.Resource),
            Prompts = sections.ReadOther(fields.Find("prompts"), RuleKind.Prompt),
        };
        findings.Regexes.CheckTotals();
        if (new DocumentCaps(findings.Problems).Check(fields))
        {
            GlobTies.Find(written, findings.Problems);
        }

        return findings.Problems.Any ? null : Compile(written);
    }

    private Policy Compile(DocumentAsWritten written)
    {
        Written = written;
        var hidden = new HiddenTools(written.Hidden);
        new DeadRules(findings.Warnings, hidden).Warn(written);
        return written.Compile(hidden);
    }

    private void ReadVersion(ObjectFields fields)
    {
        const string Accepted = "the string \"1\"";
        if (fields.Need("version", Accepted) is { } version && !(version.IsString && version.Text == Version))
        {
            findings.Refuse(version, Accepted);
        }
    }

    private PolicyMode ReadMode(ObjectFields fields)
    {
        var mode = fields.Find("mode");
        if (mode is { IsString: true, Text: "shadow" })
        {
            findings.Warnings.Add(mode, "the policy is in shadow mode: nothing of it is enforced, and the audit log records what would have been decided");
            return PolicyMode.Shadow;
        }

        if (mode is not null && !(mode.IsString && mode.Text == "enforce"))
        {
            findings.Refuse(mode, "\"enforce\" or \"shadow\"");
        }

        return PolicyMode.Enforce;
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

    private bool ReadListsRefused(ObjectFields fields)
    {
        var node = fields.Find("list");
        if (node is not null && !(node.IsString && node.Text is "all" or "allowed"))
        {
            findings.Refuse(node, "\"all\" or \"allowed\"");
        }

        return node is not { IsString: true, Text: "allowed" };
    }

    private List<string> ReadHidden(ObjectFields fields)
    {
        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in fields.FindList("hide", "a list of tool names, with * for any run of characters"))
        {
            if (!entry.IsString || entry.Text.Length == 0)
            {
                findings.Refuse(entry, "a tool name of at least one character, with * for any run of characters");
            }
            else if (!known.Add(entry.Text))
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
}
