using System.Text.RegularExpressions;
using FuncGateway.Policies.Text;

namespace FuncGateway.Core.Audit;

/// <summary>Truncates text from requests, each name and the list as a whole, so that a record always fits in a row.</summary>
public static partial class AuditNames
{
    /// <summary>The length of a list of names that is kept, in characters.</summary>
    public const int MaxListLength = 2_000;

    private const int MaxNameLength = 128;
    private const int MaxTextLength = 2_000;

    /// <summary>Marks truncated text and omitted names.</summary>
    private const string Ellipsis = "…";

    /// <summary>A URI without what may be a credential: user name and password, query and fragment.</summary>
    public static string Uri(string uri)
    {
        var end = uri.AsSpan().IndexOfAny('?', '#');
        var shown = UserInformation().Replace(end < 0 ? uri : uri[..end], "$1");
        return Cut(end < 0 ? shown : $"{shown}{uri[end]}(set)");
    }

    /// <summary>A name as people see it: on one line, without characters that hide or reorder others.</summary>
    public static string Visible(string name) => VisibleText.Of(name, MaxNameLength);

    public static string Cut(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength] + Ellipsis;

    public static IReadOnlyList<string> Cut(IEnumerable<string> names)
    {
        var (cut, length) = (new List<string>(), 0);
        foreach (var name in names)
        {
            var kept = name.Length <= MaxNameLength ? name : name[..MaxNameLength] + Ellipsis;
            length += kept.Length;
            if (length > MaxListLength)
            {
                cut.Add(Ellipsis);
                break;
            }

            cut.Add(kept);
        }

        return cut;
    }

    [GeneratedRegex("^([^/]*://)[^/]*@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInformation();
}
