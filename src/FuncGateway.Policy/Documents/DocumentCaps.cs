using System.Globalization;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>Bounds the number of rules and patterns of a document, so that reading it and judging a call take bounded time.</summary>
internal sealed class DocumentCaps(ProblemList problems)
{
    public const int MaxRules = 2_000;
    public const int MaxGlobs = 500;

    private static readonly string[] Sections = ["tools", "resources", "prompts"];

    /// <summary>Whether the document is within the bounds.</summary>
    public bool Check(ObjectFields fields)
    {
        var rules = Sections
            .Select(fields.Find)
            .SelectMany(section => section is { IsObject: true } ? section.Members : [])
            .ToArray();
        var globs = rules.Where(rule => Glob.IsGlob(rule.Name ?? ""))
            .Concat(fields.Find("hide") is { IsList: true } hide ? hide.Children.Where(entry => entry.IsString && Glob.IsGlob(entry.Text)) : [])
            .ToArray();

        // Both are checked, so that both are reported.
        return CheckCount(rules, MaxRules, "rules in tools, resources and prompts") & CheckCount(globs, MaxGlobs, "patterns with * in tools, resources, prompts and hide");
    }

    private bool CheckCount(Node[] found, int max, string what)
    {
        if (found.Length > max)
        {
            problems.Add(found[max], string.Create(CultureInfo.InvariantCulture, $"found {found.Length} {what}; accepted: at most {max}"));
        }

        return found.Length <= max;
    }
}
