namespace FuncGateway.Core.Audit;

/// <summary>Names that come from outside, cut so that no record outgrows a row: each of them and all together.</summary>
public static class AuditNames
{
    private const int LongestName = 128;
    private const int LongestList = 2_000;
    private const int LongestText = 2_000;

    /// <summary>Stands for the names that found no room.</summary>
    private const string More = "…";

    public static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + More;

    public static IReadOnlyList<string> Cut(IEnumerable<string> names)
    {
        var (cut, length) = (new List<string>(), 0);
        foreach (var name in names)
        {
            var kept = name.Length <= LongestName ? name : name[..LongestName] + More;
            length += kept.Length;
            if (length > LongestList)
            {
                cut.Add(More);
                break;
            }

            cut.Add(kept);
        }

        return cut;
    }
}
