using System.Text.RegularExpressions;

namespace FuncGateway.Policies.Findings;

/// <summary>Looks at one text of a tool.</summary>
internal static class TextFindings
{
    public static IEnumerable<(FindingCode Code, string Evidence, string Message)> Find(ToolText text, NameFindings names)
    {
        foreach (var hidden in HiddenText.Find(text.Text))
        {
            yield return hidden;
        }

        var revealed = HiddenText.Reveal(text.Text);
        foreach (var found in FindPhrases(revealed).Concat(FindAddresses(revealed, text.Kind)))
        {
            yield return found;
        }

        if (text.Kind == TextKind.Prose && names.FindOther(revealed) is var (evidence, message))
        {
            yield return (FindingCode.OtherServersTool, evidence, message);
        }
    }

    private static IEnumerable<(FindingCode Code, string Evidence, string Message)> FindPhrases(string text)
    {
        foreach (var (pattern, message) in Phrases.Instructions)
        {
            if (pattern.Match(text) is { Success: true } match)
            {
                yield return (FindingCode.Instructions, Shown(text, match), message);
            }
        }

        if (Phrases.SensitiveFiles.Match(text) is { Success: true } file)
        {
            yield return (FindingCode.SensitiveFile, Shown(text, file), "The text names a file that usually holds credentials.");
        }
    }

    // A default or example may be an address; a description that has one sends the model there.
    private static IEnumerable<(FindingCode Code, string Evidence, string Message)> FindAddresses(string text, TextKind kind)
    {
        if (kind == TextKind.Prose && First(Phrases.Urls, text) is { } url)
        {
            yield return (FindingCode.Url, Shown(text, url), "The text has a URL, which a model may fetch or show.");
        }

        if (First(Phrases.InsecureUrls, text) is { } insecure)
        {
            yield return (FindingCode.InsecureUrl, Shown(text, insecure), "The text has a URL without encryption: what is sent there can be read and changed on the way.");
        }

        if (Phrases.DataUris.Match(text) is { Success: true } data)
        {
            yield return (FindingCode.DataUri, Shown(text, data), "The text has content in a data: URI, which people do not read.");
        }
    }

    private static Match? First(Regex pattern, string text) => pattern.Matches(text).FirstOrDefault(match => !Phrases.HarmlessHosts.IsMatch(match.Value));

    private static string Shown(string text, Match match) => Excerpt.Around(text, match.Index, match.Length);
}
