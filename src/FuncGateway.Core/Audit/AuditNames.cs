namespace FuncGateway.Core.Audit;

/// <summary>Names that come from outside, cut so that no record outgrows a row: each of them and all together.</summary>
public static class AuditNames
{
    private const int MaxNameLength = 128;
    private const int MaxListLength = 2_000;
    private const int MaxTextLength = 2_000;

    /// <summary>Stands for the names that found no room.</summary>
    private const string More = "…";

    public static string Cut(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength] + More;

    public static IReadOnlyList<string> Cut(IEnumerable<string> names)
    {
        var (cut, length) = (new List<string>(), 0);
        foreach (var name in names)
        {
            var kept = name.Length <= MaxNameLength ? name : name[..MaxNameLength] + More;
            length += kept.Length;
            if (length > MaxListLength)
            {
                cut.Add(More);
                break;
            }

            cut.Add(kept);
        }

        return cut;
    }
}
