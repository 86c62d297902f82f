using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Findings;
using FuncGateway.Policies.Recommendations;
using FuncGateway.Policies.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Inventory;

/// <summary>Shows the tools of a server with their classes, and takes what people decide about them.</summary>
internal sealed class ToolEndpoints(IServerStore servers, IInventoryStore inventories, ServerReviews reviews, InventoryEditing editing)
{
    private const string OfServer = "/api/servers/{server}";
    private const string All = OfServer + "/tools";
    private const string Each = All + "/{tool}";
    private const string AcceptedClass = "read, write, execute, destructive or financial, or null for the class that the classifier finds";
    private static readonly QueryParameter Format = new("format", "json (default), or sarif for SARIF 2.1.0");
    private static readonly QueryParameter FingerprintParameter = new("fingerprint", "that of the definition you have looked at; any other is not accepted. Without it, the definition of the newest snapshot is");
    private static readonly QueryParameter PresetParameter = new("preset", "read-only, recommended (default) or strict");

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listTools", "GET", All, Right.See, "Returns the tools of the newest snapshot with their classes, and whether their definitions have been accepted.") { Answer = InventoryViewJson.Default.ToolsView, Statuses = [200, 404] },
            ListAsync)
        .MapOperation(
            new("listFindings", "GET", OfServer + "/findings", Right.See, "Returns what a person should know about the tools of the newest snapshot before agents use them.") { Query = [Format], Answer = InventoryViewJson.Default.ListingFinding, Statuses = [200, 400, 404] },
            ListFindingsAsync)
        .MapOperation(
            new("recommendPolicy", "GET", OfServer + "/recommendation", Right.See, "Returns a policy document for everything the newest snapshot has, to publish as it is or after changes.") { Query = [PresetParameter], Statuses = [200, 400, 404] },
            RecommendAsync)
        .MapOperation(
            new("getAcceptedTool", "GET", Each + "/accepted", Right.See, "Returns the definition of a tool that a changed one is compared with: the accepted one, or, of a new tool, the one that was found first. Not found if no kept snapshot has it.") { Answer = InventoryViewJson.Default.KnownDefinitionView, Statuses = [200, 404] },
            GetAcceptedAsync)
        .MapOperation(
            new("acceptTool", "POST", Each + "/accept", Right.WritePolicies, "Accepts the definition of a tool in the newest snapshot.") { Query = [FingerprintParameter], Answer = InventoryViewJson.Default.ToolDecided, Statuses = [200, 404, 409] },
            AcceptAsync)
        .MapOperation(
            new("classifyTool", "PUT", Each + "/class", Right.WritePolicies, "Sets the class of a tool, in place of the one that the classifier finds.") { Body = InventoryViewJson.Default.ClassBody, Answer = InventoryViewJson.Default.ToolDecided, Statuses = [200, 400, 404, 409, 413, 415, 422] },
            ClassifyAsync);

    private Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken) => WithReviewAsync(context, (_, review) =>
    {
        var findings = review.Findings.ToLookup(finding => finding.Tool, StringComparer.Ordinal);
        var tools = review.Tools.Select(tool => ToolView.Of(tool, [.. findings[tool.Tool.Name]])).ToArray();
        return new JsonReply<ToolsView>(
            StatusCodes.Status200OK, new ToolsView(review.Snapshot.Number, review.Snapshot.At, tools, review.Snapshot.Scanned.Tools.Stopped), InventoryViewJson.Default.ToolsView);
    }, cancellationToken);

    private async Task<IResult> ListFindingsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var format = QueryText.Find(context, Format.Name) ?? "json";
        if (format is not ("json" or "sarif"))
        {
            return Problems.BadRequest($"The format is '{format}'. Accepted: json, sarif.");
        }

        return await WithReviewAsync(context, (server, review) => format == "sarif"
            ? new DocumentReply(Sarif.Write(server.Id.Value, "1", review.Findings), "application/sarif+json")
            : new JsonReply<Listing<FindingView>>(StatusCodes.Status200OK, new([.. review.Findings.Select(FindingView.Of)]), InventoryViewJson.Default.ListingFinding), cancellationToken);
    }

    private async Task<IResult> RecommendAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var name = QueryText.Find(context, PresetParameter.Name) ?? "recommended";
        return Presets.TryParse(name, out var preset)
            ? await WithReviewAsync(context, (_, review) => new DocumentReply(review.Recommend(preset), "application/json; charset=utf-8"), cancellationToken)
            : Problems.BadRequest($"The preset is '{name}'. Accepted: read-only, recommended, strict.");
    }

    private Task<IResult> GetAcceptedAsync(HttpContext context, CancellationToken cancellationToken) => servers.WithServerAsync(context, async server =>
    {
        if (await inventories.FindAsync(server.Id, cancellationToken) is not { Value: var inventory })
        {
            return ScanEndpoints.NotScanned(server.Id);
        }

        var tool = RouteIds.Tool(context);
        if (inventory.Known(tool) is not { } fingerprint)
        {
            return Problems.NotFound($"No definition of a tool '{RouteIds.Shown(tool)}' of server '{server.Id}' has been accepted.");
        }

        return await inventories.FindDefinitionAsync(server.Id, tool, fingerprint, cancellationToken) is var (snapshot, definition)
            ? new JsonReply<KnownDefinitionView>(StatusCodes.Status200OK, new(snapshot.Number, snapshot.At, fingerprint, definition), InventoryViewJson.Default.KnownDefinitionView)
            : Problems.NotFound($"No kept snapshot of server '{server.Id}' has the accepted definition of '{RouteIds.Shown(tool)}': the last {ServerScanning.MaxSnapshots} are kept.");
    }, cancellationToken);

    private Task<IResult> AcceptAsync(HttpContext context, CancellationToken cancellationToken) =>
        EditAsync(context, (server, tool) => editing.AcceptAsync(server, tool, QueryText.Find(context, FingerprintParameter.Name), cancellationToken), cancellationToken);

    private async Task<IResult> ClassifyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var bytes = await RequestBody.ReadAsync(context.Request, 1_024, context.RequestAborted);
        if (bytes.Refusal is { } unreadable)
        {
            return unreadable;
        }

        if (!BodyFields.TryParse(bytes.Bytes, ["class"], out var fields, out var refusal))
        {
            return refusal;
        }

        var text = fields.TextOrNull("class", AcceptedClass);
        ToolClass? toolClass = ToolClassNames.TryParse(text, out var parsed) ? parsed : null;
        if (text is not null && toolClass is null)
        {
            fields.Refuse($"The value is '{text}'. Accepted: {AcceptedClass}.", "class");
        }

        var by = Person.Of(context.User).Name;
        return fields.Refusal ?? await EditAsync(context, (server, tool) => editing.ClassifyAsync(server, tool, toolClass, by, cancellationToken), cancellationToken);
    }

    private Task<IResult> EditAsync(HttpContext context, Func<ServerId, string, Task<InventoryEdit>> edit, CancellationToken cancellationToken) => servers.WithServerAsync(context, async server =>
    {
        var tool = RouteIds.Tool(context);
        return await edit(server.Id, tool) switch
        {
            InventoryEdit.Saved { Inventory: var saved } => Show(tool, saved),
            InventoryEdit.NotScanned => ScanEndpoints.NotScanned(server.Id),
            InventoryEdit.UnknownTool unknown => Problems.NotFound($"Snapshot {unknown.Snapshot} of server '{server.Id}' has no tool '{RouteIds.Shown(tool)}'. Scan the server again if it is new."),
            InventoryEdit.ChangedSince changed => Problems.Conflict($"The definition has changed again since snapshot {changed.Snapshot}. Scan the server again, and look at the definition before you accept it."),
            InventoryEdit.OtherDefinition other => Problems.Conflict($"Snapshot {other.Snapshot} has another definition than the one with that fingerprint. Look at it before you accept it."),
            InventoryEdit.TooMany => Problems.Conflict($"No more decisions about the tools of this server can be stored: at most {ServerInventory.MaxTools}, fewer if their names are long."),
            InventoryEdit.Contended contended => Saving.Contended(contended.Attempts),
            var other => throw new InvalidOperationException($"Unknown result: {other}."),
        };
    }, cancellationToken);

    private Task<IResult> WithReviewAsync(HttpContext context, Func<Server, ServerReview, IResult> answer, CancellationToken cancellationToken) => servers.WithServerAsync(
        context, async server => await reviews.FindAsync(server, cancellationToken) is { } review ? answer(server, review) : ScanEndpoints.NotScanned(server.Id), cancellationToken);

    private static JsonReply<ToolDecided> Show(string tool, ServerInventory inventory) => new(
        StatusCodes.Status200OK,
        new(tool, inventory.Accepted.GetValueOrDefault(tool), inventory.Classes.GetValueOrDefault(tool)?.Class),
        InventoryViewJson.Default.ToolDecided);
}
