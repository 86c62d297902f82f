using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Usage;

namespace FuncGateway.Admin.Servers;

/// <summary>A server as returned by the admin API. A header's value is shown only if it is a reference to a secret.</summary>
/// <param name="UpstreamUrl">A query is shown as <c>?(set)</c>.</param>
/// <param name="ApprovalWebhook">Absent if the server has no webhook of its own.</param>
internal record ServerView(
    string Id,
    string Name,
    string UpstreamUrl,
    IReadOnlyDictionary<string, string> Headers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WebhookView? ApprovalWebhook,
    OnToolChange OnChange,
    bool Trusted,
    ArgumentRecording RecordArguments,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RecordArgumentsDays)
{
    /// <summary>The tools with a definition that nobody has accepted.</summary>
    public IReadOnlyList<ChangedToolView> Changes { get; init; } = [];

    /// <summary>What the server answered when it was saved; absent in other responses.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProbeView? Probe { get; init; }

    /// <summary>Placeholder for a stored value that is not shown.</summary>
    public const string Set = "(set)";

    public static ServerView Of(Server server, ServerInventory? inventory) => new(
        server.Id.Value,
        server.Name,
        UpstreamUrlView.Of(server.UpstreamUrl),
        server.Headers.ToDictionary(header => header.Key, header => SecretReference.TryParse(header.Value, out _) ? header.Value : Set, StringComparer.OrdinalIgnoreCase),
        WebhookView.Of(server.ApprovalWebhook),
        server.OnChange,
        server.IsTrusted,
        server.RecordsArguments ? ArgumentRecording.Sealed : ArgumentRecording.None,
        server.RecordsArguments ? server.RecordArgumentsDays : null)
    {
        Changes = inventory is null ? [] : ChangedToolView.ListOf(inventory),
    };
}

/// <summary>A tool with a definition that nobody has accepted.</summary>
/// <param name="Change"><c>new</c>, or <c>changed</c> if another definition of the tool is known.</param>
/// <param name="At">When the definition was first found.</param>
internal sealed record ChangedToolView(string Tool, ToolState Change, DateTimeOffset At)
{
    public static IReadOnlyList<ChangedToolView> ListOf(ServerInventory inventory) =>
    [
        .. inventory.Changed.Select(found => new ChangedToolView(found.Key, ToolState.Changed, found.Value.At))
            .Concat(inventory.New.Where(found => !inventory.Changed.ContainsKey(found.Key)).Select(found => new ChangedToolView(found.Key, ToolState.New, found.Value.At)))
            .OrderBy(change => change.Tool, StringComparer.Ordinal),
    ];
}

/// <summary>What a server answered when it was saved.</summary>
/// <param name="Protocol">The revision of the protocol; null, as all that follows, if it could not be reached.</param>
/// <param name="Authentication">Whether a credential is missing or was refused.</param>
/// <param name="Warning">What was tried and what happened; absent if everything was read.</param>
internal sealed record ProbeView(
    bool Reached,
    string? Protocol,
    string? Name,
    string? Version,
    bool Authentication,
    int? Tools,
    int? Resources,
    int? Templates,
    int? Prompts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Warning)
{
    public static ProbeView Of(ScanResult result) => result switch
    {
        ScanResult.Reached { Server: var found } => new(
            true, found.Facts.Protocol, found.Facts.Name, found.Facts.Version, false, found.Tools.Entries.Count, found.Resources.Entries.Count, found.Templates.Entries.Count, found.Prompts.Entries.Count,
            found.Stops is { Count: > 0 } stops ? string.Join(' ', stops) : null),
        ScanResult.Failed failed => new(false, null, null, null, failed.NeedsAuthentication, null, null, null, null, failed.Why),
        _ => throw new InvalidOperationException($"Unknown scan result: {result}."),
    };
}

/// <summary>A server in the list, with how much it is used.</summary>
internal sealed record ListedServer : ServerView
{
    private ListedServer(ServerView server)
        : base(server)
    {
    }

    /// <summary>When the last request in the last 7 days was decided; null if there was none.</summary>
    public DateTimeOffset? LastUsed { get; private init; }

    /// <summary>How many requests there were, with any verdict.</summary>
    public long CallsLast24Hours { get; private init; }

    public static ListedServer Of(Server server, ServerInventory? inventory, UsageSummary usage) =>
        new(Of(server, inventory)) { LastUsed = usage.LastUsed, CallsLast24Hours = usage.CallsLast24Hours };
}

/// <summary>A server's webhook in requests and responses. Responses show the URL only if it is a reference to a secret.</summary>
internal sealed record WebhookView(string Url, string? Secret = null, string Format = "json")
{
    public static WebhookView? Of(WebhookTarget? target) => target is null
        ? null
        : new(SecretReference.TryParse(target.Url, out _) ? target.Url : ServerView.Set, target.Secret, WebhookBodyFields.NameOf(target.Format));
}

/// <summary>The result of deleting a server. Its policies are retired.</summary>
/// <param name="RevokedGrants">How many grants reached this server alone.</param>
/// <param name="NarrowedGrants">How many grants reach other servers still.</param>
internal sealed record ServerDeleted(string Server, int RevokedGrants, int NarrowedGrants) : IAuditedResult
{
    public string ForAudit() => NarrowedGrants == 0 ? $"{RevokedGrants} grants revoked" : $"{RevokedGrants} grants revoked, server taken out of {NarrowedGrants}";
}

/// <summary>Serialisation of the requests and responses about servers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(CamelCaseEnumConverter<OnToolChange>), typeof(CamelCaseEnumConverter<ArgumentRecording>), typeof(CamelCaseEnumConverter<ToolState>)], RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ServerBody))]
[JsonSerializable(typeof(ServerDeleted))]
[JsonSerializable(typeof(ServerView))]
[JsonSerializable(typeof(Listing<ListedServer>), TypeInfoPropertyName = "ListingServer")]
internal sealed partial class ServerJson : JsonSerializerContext;
