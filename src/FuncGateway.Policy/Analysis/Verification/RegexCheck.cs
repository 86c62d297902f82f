using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Analysis.Verification;

/// <summary>Finds regular expressions that match every text or none, and those that the analyses cannot follow.</summary>
internal sealed class RegexCheck(TextSets texts, FindingList findings)
{
    public void Check(Node node)
    {
        if (node.IsObject && node.Children.Find(child => child.Name == "op") is { IsString: true, Text: "regex" } && node.Children.Find(child => child.Name == "value") is { IsString: true } value)
        {
            Report(value);
        }

        foreach (var child in node.Children)
        {
            Check(child);
        }
    }

    private void Report(Node value)
    {
        var (set, why) = texts.Matching(value.Text);
        if (set is null)
        {
            findings.Add(new PolicyFinding(PolicyFindingCode.NotDecided, value.Pointer, $"Calls with this argument are not analysed, because {why}"));
        }
        else if (set.IsAll)
        {
            findings.Add(new PolicyFinding(PolicyFindingCode.RegexMatchesAll, value.Pointer, $"The regular expression {Node.Quote(value.Text)} matches every text"));
        }
        else if (set.IsEmpty)
        {
            findings.Add(new PolicyFinding(PolicyFindingCode.RegexMatchesNone, value.Pointer, $"The regular expression {Node.Quote(value.Text)} matches no text"));
        }
    }
}
