namespace FuncGateway.Core.Audit;

/// <summary>Truncates text from requests, each name and the list as a whole, so that a record always fits in a row.</summary>
public static class AuditNames
{
    private const int MaxNameLength = 128;
    private const int MaxListLength = 2_000;
    private const int MaxTextLength = 2_000;

    /// <summary>Marks truncated text and omitted names.</summary>
    private const string Ellipsis = "…";

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
}
