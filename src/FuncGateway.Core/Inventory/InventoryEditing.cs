using FuncGateway.Core.Servers;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Core.Inventory;

/// <summary>Stores what people decide about the tools of a server: which definitions they accept, and which class a tool has.</summary>
public sealed class InventoryEditing(IInventoryStore store, TimeProvider time)
{
    private const int MaxAttempts = 5;

    /// <summary>Accepts the definition of a tool in the newest snapshot.</summary>
    /// <param name="expected">The fingerprint of the definition that the person has looked at; null to accept whatever is in the newest snapshot.</param>
    public async Task<InventoryEdit> AcceptAsync(ServerId server, string tool, string? expected, CancellationToken cancellationToken)
    {
        if (await store.FindNewestAsync(server, cancellationToken) is not { } newest)
        {
            return new InventoryEdit.NotScanned();
        }

        if (newest.Fingerprints.FirstOrDefault(found => found.Key == tool) is not { Value: { } fingerprint })
        {
            return new InventoryEdit.UnknownTool(newest.Number);
        }

        if (expected is not null && expected != fingerprint)
        {
            return new InventoryEdit.OtherDefinition(newest.Number);
        }

        return await EditAsync(server, stored => stored.Changed.GetValueOrDefault(tool) is { } changed && changed.Fingerprint != fingerprint
            ? new InventoryEdit.ChangedSince(newest.Number)
            : Bounded(stored.AfterAccepting(tool, fingerprint)), cancellationToken);
    }

    /// <param name="toolClass">Null: the tool has again the class that the classifier finds.</param>
    /// <param name="by">Who sets it, as named by the sign-in.</param>
    public async Task<InventoryEdit> ClassifyAsync(ServerId server, string tool, ToolClass? toolClass, string by, CancellationToken cancellationToken)
    {
        if (await store.FindNewestAsync(server, cancellationToken) is not { } newest)
        {
            return new InventoryEdit.NotScanned();
        }

        if (toolClass is not null && newest.NamedTools.All(found => found.Key != tool))
        {
            return new InventoryEdit.UnknownTool(newest.Number);
        }

        var change = toolClass is { } set ? new ClassOverride(set, by, time.GetUtcNow()) : null;
        return await EditAsync(server, stored => Bounded(stored.AfterClassifying(tool, change)), cancellationToken);
    }

    /// <summary>Stores definitions that were found in lists on their way to clients, all of them at once.</summary>
    /// <param name="found">The fingerprints, by the name of the tool.</param>
    /// <param name="record">Records tools that are new, or that have changed and had not before. Called before they are stored, with each tool once.</param>
    /// <returns>The tools that were stored now, and not by another process in the meantime.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async Task<IReadOnlyList<NotedTool>> NoteAsync(
        ServerId server, IReadOnlyDictionary<string, string> found, Func<IReadOnlyCollection<NotedTool>, Task> record, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var recorded = new HashSet<NotedTool>();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await store.FindAsync(server, cancellationToken) is not { } stored
                || stored.Value.AfterFinding(found, now) is var next && next == stored.Value)
            {
                return [];
            }

            var noted = NotedTool.Between(stored.Value, next);
            if (noted.Where(recorded.Add).ToArray() is { Length: > 0 } unrecorded)
            {
                await record(unrecorded);
            }

            if (await store.SaveAsync(next, stored.Version, cancellationToken) == SaveResult.Saved)
            {
                return noted;
            }
        }

        throw new StoreUnavailableException($"The inventory of '{server}' was changed {MaxAttempts} times at the same time.");
    }

    private static InventoryEdit Bounded(ServerInventory next) =>
        next.Fits ? new InventoryEdit.Saved(next) : new InventoryEdit.TooMany();

    private async Task<InventoryEdit> EditAsync(ServerId server, Func<ServerInventory, InventoryEdit> edit, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await store.FindAsync(server, cancellationToken) is not { } stored)
            {
                return new InventoryEdit.NotScanned();
            }

            var result = edit(stored.Value);
            if (result is not InventoryEdit.Saved { Inventory: var next } || await store.SaveAsync(next, stored.Version, cancellationToken) == SaveResult.Saved)
            {
                return result;
            }
        }

        return new InventoryEdit.Contended(MaxAttempts);
    }
}

/// <summary>A tool of which a definition was found that nobody has accepted.</summary>
/// <param name="IsNew">Whether the tool was not known; otherwise its definition has changed.</param>
public readonly record struct NotedTool(string Tool, bool IsNew)
{
    internal static IReadOnlyList<NotedTool> Between(ServerInventory before, ServerInventory after) =>
    [
        .. after.New.Keys.Except(before.New.Keys, StringComparer.Ordinal).Select(tool => new NotedTool(tool, IsNew: true)),
        .. after.Changed.Keys.Except(before.Changed.Keys, StringComparer.Ordinal).Select(tool => new NotedTool(tool, IsNew: false)),
    ];
}

/// <summary>The result of editing an inventory.</summary>
public abstract record InventoryEdit
{
    private InventoryEdit() { }

    public sealed record Saved(ServerInventory Inventory) : InventoryEdit;

    /// <summary>The server has not been scanned yet.</summary>
    public sealed record NotScanned : InventoryEdit;

    /// <summary>The newest snapshot has no such tool.</summary>
    public sealed record UnknownTool(int Snapshot) : InventoryEdit;

    /// <summary>The definition has changed again since the newest snapshot, so what a person saw there is not what would be accepted.</summary>
    public sealed record ChangedSince(int Snapshot) : InventoryEdit;

    /// <summary>The newest snapshot has another definition than the one that the person has looked at.</summary>
    public sealed record OtherDefinition(int Snapshot) : InventoryEdit;

    /// <summary>As many tools as can be kept are kept already.</summary>
    public sealed record TooMany : InventoryEdit;

    public sealed record Contended(int Attempts) : InventoryEdit;
}
