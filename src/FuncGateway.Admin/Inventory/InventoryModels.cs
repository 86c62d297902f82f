using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Inventory;
using FuncGateway.Policies.Findings;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Admin.Inventory;

/// <summary>A snapshot as returned by the admin API, without its lists.</summary>
/// <param name="Server">The name that the server gives itself.</param>
/// <param name="IsComplete">Whether every list was read to its end.</param>
internal sealed record SnapshotView(
    int Number, DateTimeOffset At, string By, string Protocol, string Server, string Version, int Tools, int Resources, int Templates, int Prompts, bool IsComplete)
{
    public static SnapshotView Of(SnapshotSummary summary) => new(
        summary.Number,
        summary.At,
        summary.By,
        summary.Facts.Protocol,
        summary.Facts.Name,
        summary.Facts.Version,
        summary.Tools,
        summary.Resources,
        summary.Templates,
        summary.Prompts,
        summary.IsComplete);
}

/// <summary>The result of a scan.</summary>
/// <param name="IsFirst">Whether it is the first snapshot of the server, which is accepted as a whole.</param>
/// <param name="Differences">From the snapshot before.</param>
/// <param name="Warnings">Why lists were not read to their end, and which tools are not in the inventory.</param>
internal sealed record ScanView(SnapshotView Snapshot, bool IsFirst, IReadOnlyList<DifferenceView> Differences, IReadOnlyList<string> Warnings) : IAuditedResult
{
    public static ScanView Of(ScanOutcome.Kept kept) => new(
        SnapshotView.Of(SnapshotSummary.Of(kept.Snapshot)), kept.IsFirst, [.. kept.Differences.Select(DifferenceView.Of)], SnapshotWarnings.Of(kept.Snapshot, kept.Inventory));

    public string ForAudit() => $"snapshot {Snapshot.Number}, {Differences.Count} differences";
}

/// <summary>One difference between two snapshots.</summary>
/// <param name="Kind"><c>tool</c>, <c>resource</c>, <c>template</c> or <c>prompt</c>.</param>
/// <param name="Change"><c>added</c>, <c>removed</c>, <c>text</c>, <c>schemaNarrowed</c>, <c>schemaWidened</c>, <c>schema</c> or <c>hintFlipped</c>.</param>
/// <param name="Where">Where in the definition of the tool; empty if the entry was added or removed.</param>
/// <param name="Before">The earlier value as JSON, cut after 200 characters.</param>
internal sealed record DifferenceView(
    string Kind,
    string Name,
    ToolChange Change,
    string Where,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? After)
{
    public static DifferenceView Of(SnapshotDifference difference) =>
        new(difference.Kind, difference.Name, difference.Change, difference.Where, difference.Before, difference.After);
}

/// <summary>A list of a snapshot, its entries as the server sent them.</summary>
/// <param name="Stopped">Why the list was not read to its end; absent if it was.</param>
internal sealed record EntriesView(int Snapshot, DateTimeOffset At, IReadOnlyList<JsonElement> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Stopped);

/// <summary>The resources of a snapshot.</summary>
internal sealed record ResourcesView(int Snapshot, DateTimeOffset At, IReadOnlyList<JsonElement> Items, IReadOnlyList<JsonElement> Templates, IReadOnlyList<string> Warnings);

/// <summary>Serialisation of the requests and responses about inventories.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(CamelCaseEnumConverter<ToolChange>), typeof(CamelCaseEnumConverter<ToolClass>), typeof(CamelCaseEnumConverter<ToolRisk>), typeof(CamelCaseEnumConverter<ToolState>), typeof(CamelCaseEnumConverter<FindingLevel>)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = InventoryJson.MaxDepth)]
[JsonSerializable(typeof(ScanView))]
[JsonSerializable(typeof(EntriesView))]
[JsonSerializable(typeof(ToolsView))]
[JsonSerializable(typeof(ClassBody))]
[JsonSerializable(typeof(DefinitionsBody))]
[JsonSerializable(typeof(Listing<DefinitionView>), TypeInfoPropertyName = "ListingClassifiedTool")]
[JsonSerializable(typeof(Listing<FindingView>), TypeInfoPropertyName = "ListingFinding")]
[JsonSerializable(typeof(ToolDecided))]
[JsonSerializable(typeof(KnownDefinitionView))]
[JsonSerializable(typeof(ResourcesView))]
[JsonSerializable(typeof(Listing<SnapshotView>), TypeInfoPropertyName = "ListingSnapshot")]
[JsonSerializable(typeof(Listing<DifferenceView>), TypeInfoPropertyName = "ListingDifference")]
internal sealed partial class InventoryViewJson : JsonSerializerContext;
