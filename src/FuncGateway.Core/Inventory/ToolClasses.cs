using System.Collections.Concurrent;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Core.Inventory;

/// <summary>The class of each tool in the newest snapshot of its server. The tools of a snapshot are classified once.</summary>
public sealed class ToolClasses(IServerStore servers, IInventoryStore inventories)
{
    private const int MaxReads = 8;
    private const int MaxServers = 1_000;
    private readonly ConcurrentDictionary<ServerId, ClassifiedSnapshot> _read = new();

    /// <summary>Returns the classes of the tools that have one, by server and tool. A server that was never scanned has none.</summary>
    /// <exception cref="StoreUnavailableException">A store does not answer.</exception>
    public async Task<IReadOnlyDictionary<(ServerId Server, string Tool), ToolClass>> FindAsync(IEnumerable<(ServerId Server, string Tool)> tools, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<(ServerId, string), ToolClass>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(tools.Distinct().ToLookup(each => each.Server, each => each.Tool), options, async (wanted, token) =>
        {
            var classes = await ReadAsync(wanted.Key, token);
            foreach (var tool in wanted)
            {
                if (classes(tool) is { } toolClass)
                {
                    found[(wanted.Key, tool)] = toolClass;
                }
            }
        });
        return found;
    }

    private async Task<Func<string, ToolClass?>> ReadAsync(ServerId id, CancellationToken cancellationToken)
    {
        if (await servers.FindAsync(id, cancellationToken) is not { Value: var server }
            || await inventories.ListSnapshotsAsync(id, cancellationToken).FirstOrDefaultAsync(cancellationToken) is not { } newest
            || await ClassifyAsync(server, newest, cancellationToken) is not { } classified)
        {
            return _ => null;
        }

        var overrides = (await inventories.FindAsync(id, cancellationToken))?.Value.Classes;
        return tool => !classified.Classes.TryGetValue(tool, out var found) ? null : overrides?.GetValueOrDefault(tool)?.Class ?? found;
    }

    // Snapshots are numbered anew if the server is removed and added again, so the time is compared too.
    private async Task<ClassifiedSnapshot?> ClassifyAsync(Server server, SnapshotSummary newest, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(server.Id, out var known) && (known.Number, known.At, known.IsTrusted) == (newest.Number, newest.At, server.IsTrusted))
        {
            return known;
        }

        if (await inventories.FindSnapshotAsync(server.Id, newest.Number, cancellationToken) is not { } snapshot)
        {
            return null;
        }

        if (_read.Count >= MaxServers)
        {
            _read.Clear();
        }

        var classes = InventoriedTool.ListOf(snapshot, inventory: null, server.IsTrusted).ToDictionary(tool => tool.Tool.Name, tool => tool.Class, StringComparer.Ordinal);
        return _read[server.Id] = new ClassifiedSnapshot(newest.Number, newest.At, server.IsTrusted, classes);
    }

    private sealed record ClassifiedSnapshot(int Number, DateTimeOffset At, bool IsTrusted, IReadOnlyDictionary<string, ToolClass> Classes);
}
