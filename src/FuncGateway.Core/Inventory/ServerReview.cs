using FuncGateway.Core.Servers;
using FuncGateway.Policies.Findings;
using FuncGateway.Policies.Recommendations;

namespace FuncGateway.Core.Inventory;

/// <summary>The newest snapshot of a server, with everything that is known and decided about its tools.</summary>
public sealed record ServerReview(Snapshot Snapshot, IReadOnlyList<InventoriedTool> Tools, IReadOnlyList<Finding> Findings)
{
    /// <summary>Returns a policy document for everything the server offers, as UTF-8 JSON. Tools with a finding of level error are hidden.</summary>
    public byte[] Recommend(Preset preset)
    {
        var findings = Findings.ToLookup(finding => finding.Tool, StringComparer.Ordinal);
        return PolicyRecommendation.Write(
            preset,
            [.. Tools.Select(tool => tool.ForRecommendation.With(findings[tool.Tool.Name]))],
            SnapshotComparison.NamesOf(Snapshot.Scanned.Resources, "uri"),
            SnapshotComparison.NamesOf(Snapshot.Scanned.Templates, "uriTemplate"),
            SnapshotComparison.NamesOf(Snapshot.Scanned.Prompts, "name"));
    }
}

/// <summary>Reviews servers.</summary>
public sealed class ServerReviews(IServerStore servers, IInventoryStore inventories)
{
    /// <summary>Returns null if the server has not been scanned.</summary>
    /// <exception cref="StoreUnavailableException">A store did not answer.</exception>
    public async Task<ServerReview?> FindAsync(Server server, CancellationToken cancellationToken)
    {
        if (await inventories.FindNewestAsync(server.Id, cancellationToken) is not { } newest)
        {
            return null;
        }

        var tools = InventoriedTool.ListOf(newest, (await inventories.FindAsync(server.Id, cancellationToken))?.Value, server.IsTrusted);
        var others = await ListOthersAsync(server.Id, cancellationToken);
        return new ServerReview(newest, tools, ToolFindings.Find([.. tools.Select(tool => tool.Tool)], others));
    }

    // The accepted tools stand for all: reading every list of every server for one of them would take too long.
    private async Task<IReadOnlyCollection<OtherTools>> ListOthersAsync(ServerId server, CancellationToken cancellationToken)
    {
        var others = await servers.ListAsync(cancellationToken).Select(stored => stored.Value.Id).Where(id => id != server).ToListAsync(cancellationToken);
        var found = await inventories.FindAllAsync(others, cancellationToken);
        return [.. found.OfType<ServerInventory>().Select(inventory => new OtherTools(inventory.Server.Value, [.. inventory.Accepted.Keys]))];
    }
}
