using System.Collections.Immutable;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Core.Inventory;

/// <summary>
/// Compares the definitions in lists on their way to clients with those that are known, and remembers what this process has found until the store has it, so
/// that a changed tool can be refused at once. Thread-safe.
/// </summary>
public sealed class ToolWatch
{
    // The policy refuses every call of a tool with a longer name.
    private const int MaxNameLength = 1_024;

    private readonly ServerInventory _inventory;
    private readonly HashSet<string> _changed;
    private readonly Lock _gate = new();
    private readonly NameRoom _room;
    private Findings _found = Findings.None;

    /// <param name="before">The watch over the earlier inventory. What it has found and the new one does not have yet is kept.</param>
    public ToolWatch(ServerInventory inventory, ToolWatch? before = null)
    {
        (_inventory, _room) = (inventory, inventory.Room());
        _changed = inventory.Changed.Keys.Select(ToolName.Fold).ToHashSet(StringComparer.Ordinal);
        if (before is null)
        {
            return;
        }

        // What was found of a tool that had changed already is found again: it may not have been recorded.
        var found = Volatile.Read(ref before._found).Fingerprints;
        foreach (var (tool, fingerprint) in found.Where(each => !before._inventory.Changed.ContainsKey(each.Key) && !inventory.Changed.ContainsKey(each.Key) && inventory.Known(each.Key) != each.Value))
        {
            TryNote(tool, fingerprint);
        }
    }

    /// <summary>Whether a tool of the server is hidden because its definition has changed.</summary>
    /// <param name="watch">The watch over its tools; null if it was never scanned.</param>
    public static bool Hides(Server server, ToolWatch? watch, string tool) => server.OnChange == OnToolChange.Hide && watch?.HasChanged(tool) == true;

    /// <summary>Whether this is the definition that is known of the tool.</summary>
    public bool IsKnown(string tool, string fingerprint) => _inventory.Known(tool) == fingerprint;

    /// <summary>
    /// Whether another definition was found than the one that is known, of the tool or of one that some servers would take the name for. True also of a tool that
    /// cannot be watched, because its name is too long or there is no room for more.
    /// </summary>
    public bool HasChanged(string tool)
    {
        var found = Volatile.Read(ref _found);
        if ((_changed.Count > 0 || found.Changed.Count > 0) && tool.Length <= MaxNameLength)
        {
            var fold = ToolName.Fold(tool);
            if (_changed.Contains(fold) || found.Changed.Contains(fold))
            {
                return true;
            }
        }

        return _inventory.Known(tool) is null && !found.Fingerprints.ContainsKey(tool) && !_room.Has(tool);
    }

    /// <summary>
    /// Notes a definition that is not the known one. Returns whether it has to be recorded: it is not recorded yet, and this process has not found it before. There
    /// is room for as many new tools as the inventory can keep.
    /// </summary>
    public bool TryNote(string tool, string fingerprint)
    {
        if (_inventory.Changed.GetValueOrDefault(tool)?.Fingerprint == fingerprint || Volatile.Read(ref _found).Fingerprints.GetValueOrDefault(tool) == fingerprint)
        {
            return false;
        }

        lock (_gate)
        {
            var isNew = _inventory.Known(tool) is null;
            if (isNew && !_found.Fingerprints.ContainsKey(tool) && !_room.TryTake(tool))
            {
                return false;
            }

            Volatile.Write(ref _found, new Findings(_found.Fingerprints.SetItem(tool, fingerprint), isNew ? _found.Changed : _found.Changed.Add(ToolName.Fold(tool))));
            return true;
        }
    }

    /// <param name="Fingerprints">By the name of the tool.</param>
    /// <param name="Changed">The folded names of those tools of which another definition is known.</param>
    private sealed record Findings(ImmutableDictionary<string, string> Fingerprints, ImmutableHashSet<string> Changed)
    {
        public static readonly Findings None = new(ImmutableDictionary.Create<string, string>(StringComparer.Ordinal), ImmutableHashSet.Create<string>(StringComparer.Ordinal));
    }
}
