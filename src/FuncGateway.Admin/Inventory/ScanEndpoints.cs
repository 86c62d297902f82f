using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Inventory;

/// <summary>Scans servers, and shows and compares their snapshots.</summary>
internal sealed class ScanEndpoints(IServerStore servers, IInventoryStore inventories, ServerScanning scanning)
{
    private const string OfServer = "/api/servers/{server}";
    private const string Snapshots = OfServer + "/snapshots";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("scanServer", "POST", OfServer + "/scan", Right.WritePolicies, "Reads everything a server has to offer and keeps it as a snapshot. The first snapshot of a server is accepted as a whole.") { Answer = InventoryViewJson.Default.ScanView, Statuses = [201, 404, 409, 502] },
            ScanAsync)
        .MapOperation(
            new("listSnapshots", "GET", Snapshots, Right.See, "Lists the snapshots of a server, newest first.") { Answer = InventoryViewJson.Default.ListingSnapshot, Statuses = [200, 404] },
            ListAsync)
        .MapOperation(
            new("compareSnapshots", "GET", Snapshots + "/{earlier}/diff/{later}", Right.See, "Returns the differences between two snapshots.") { Answer = InventoryViewJson.Default.ListingDifference, Statuses = [200, 404] },
            CompareAsync)
        .MapOperation(
            new("listResources", "GET", OfServer + "/resources", Right.See, "Returns the resources and resource templates of the newest snapshot, as the server sent them.") { Answer = InventoryViewJson.Default.ResourcesView, Statuses = [200, 404] },
            ListResourcesAsync)
        .MapOperation(
            new("listPrompts", "GET", OfServer + "/prompts", Right.See, "Returns the prompts of the newest snapshot, as the server sent them.") { Answer = InventoryViewJson.Default.EntriesView, Statuses = [200, 404] },
            ListPromptsAsync);

    public static IResult NotScanned(ServerId server) => Problems.NotFound($"Server '{server}' has not been scanned yet. Send POST /api/servers/{server}/scan first.");

    private async Task<IResult> ScanAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var server, out var refusal))
        {
            return refusal;
        }

        return await scanning.ScanAsync(server, Person.Of(context.User).Name, cancellationToken) switch
        {
            ScanOutcome.Kept kept => new JsonReply<ScanView>(StatusCodes.Status201Created, ScanView.Of(kept), InventoryViewJson.Default.ScanView),
            ScanOutcome.Failed failed => Problems.Of(StatusCodes.Status502BadGateway, $"The server could not be scanned. {failed.Why}"),
            ScanOutcome.Contended contended => Saving.Contended(contended.Attempts),
            _ => ServerEndpoints.Unknown(server),
        };
    }

    private Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken) => servers.WithServerAsync(context, async server =>
    {
        var views = await inventories.ListSnapshotsAsync(server.Id, cancellationToken).Select(SnapshotView.Of).ToListAsync(cancellationToken);
        return new JsonReply<Listing<SnapshotView>>(StatusCodes.Status200OK, new(views), InventoryViewJson.Default.ListingSnapshot);
    }, cancellationToken);

    private Task<IResult> CompareAsync(HttpContext context, CancellationToken cancellationToken) => servers.WithServerAsync(context, async server =>
    {
        var (earlier, refusal) = await FindAsync(context, server.Id, "earlier", cancellationToken);
        if (earlier is null)
        {
            return refusal;
        }

        (var later, refusal) = await FindAsync(context, server.Id, "later", cancellationToken);
        if (later is null)
        {
            return refusal;
        }

        var differences = SnapshotComparison.Compare(earlier, later).Select(DifferenceView.Of).ToArray();
        return new JsonReply<Listing<DifferenceView>>(StatusCodes.Status200OK, new(differences), InventoryViewJson.Default.ListingDifference);
    }, cancellationToken);

    private Task<IResult> ListResourcesAsync(HttpContext context, CancellationToken cancellationToken) => WithNewestAsync(context, newest =>
    {
        var (resources, templates) = (newest.Scanned.Resources, newest.Scanned.Templates);
        var view = new ResourcesView(newest.Number, newest.At, resources.Entries, templates.Entries, [.. new[] { resources.Stopped, templates.Stopped }.OfType<string>()]);
        return new JsonReply<ResourcesView>(StatusCodes.Status200OK, view, InventoryViewJson.Default.ResourcesView);
    }, cancellationToken);

    private Task<IResult> ListPromptsAsync(HttpContext context, CancellationToken cancellationToken) => WithNewestAsync(context, newest =>
    {
        var view = new EntriesView(newest.Number, newest.At, newest.Scanned.Prompts.Entries, newest.Scanned.Prompts.Stopped);
        return new JsonReply<EntriesView>(StatusCodes.Status200OK, view, InventoryViewJson.Default.EntriesView);
    }, cancellationToken);

    private async Task<(Snapshot? Found, IResult Refusal)> FindAsync(HttpContext context, ServerId server, string name, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryNumber(context, name, "snapshot", out var number, out var refusal))
        {
            return (null, refusal);
        }

        var found = await inventories.FindSnapshotAsync(server, number, cancellationToken);
        return (found, Problems.NotFound($"Server '{server}' has no snapshot {number}, or it has been deleted: the last {ServerScanning.MaxSnapshots} are kept."));
    }

    private Task<IResult> WithNewestAsync(HttpContext context, Func<Snapshot, IResult> answer, CancellationToken cancellationToken) => servers.WithServerAsync(
        context, async server => await inventories.FindNewestAsync(server.Id, cancellationToken) is { } newest ? answer(newest) : NotScanned(server.Id), cancellationToken);
}
