using FuncGateway.Policies.Text;

namespace FuncGateway.Core.Inventory;

/// <summary>What a person should know about a snapshot: what of the server is not in it, or in it without effect.</summary>
public static class SnapshotWarnings
{
    private const int MaxNames = 5;

    /// <param name="inventory">As it is after the scan.</param>
    public static IReadOnlyList<string> Of(Snapshot snapshot, ServerInventory inventory)
    {
        var warnings = new List<string>(snapshot.Scanned.Stops);
        var names = snapshot.Scanned.Tools.Entries.Select(Snapshot.NameOf).ToArray();
        if (names.Count(name => name is null) is > 0 and var nameless)
        {
            warnings.Add($"{Tools(nameless)} without a name of 1 to {Snapshot.MaxNameLength} characters: neither classified nor accepted, and hidden if the server has 'onChange: hide'.");
        }

        var repeated = names.OfType<string>().GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"'{VisibleText.Of(group.Key)}'").ToArray();
        if (repeated.Length > 0)
        {
            warnings.Add($"Listed more than once, so only the first definition counts: {string.Join(", ", repeated.Take(MaxNames))}{(repeated.Length > MaxNames ? $" and {repeated.Length - MaxNames} more" : "")}.");
        }

        if (snapshot.NamedTools.Count(named => inventory.Known(named.Key) is null) is > 0 and var left)
        {
            warnings.Add($"{Tools(left)} too many: the definitions of at most {ServerInventory.MaxTools} tools are watched, of fewer if their names are long. The others are hidden if the server has 'onChange: hide'.");
        }

        return warnings;
    }

    private static string Tools(int count) => count == 1 ? "1 tool" : $"{count} tools";
}
