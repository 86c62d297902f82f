using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Settings;

/// <summary>How this gateway is set up.</summary>
/// <param name="Address">The address that the request was sent to.</param>
internal sealed record SettingsView(
    string Version, HostKind Host, string Address, IReadOnlyList<SettingInForce> Settings, IReadOnlyList<HealthView> Health, IReadOnlyList<ListedWebhook> Webhooks);

/// <summary>The health of one part that the gateway depends on.</summary>
/// <param name="Part"><c>storage</c>, <c>secrets</c> or <c>durable</c>.</param>
/// <param name="Detail">A sentence for people.</param>
internal sealed record HealthView(string Part, bool Ok, string Detail);

/// <summary>A webhook that the gateway posts to.</summary>
/// <param name="Id"><c>gateway</c>, or <c>server:</c> and the id of its server.</param>
/// <param name="Server">Null for the gateway's own.</param>
/// <param name="Url">Shown only if it is a reference to a secret, otherwise <c>(set)</c>.</param>
internal sealed record ListedWebhook(string Id, string? Server, string Url, string Format, bool Signed)
{
    public const string Gateway = "gateway";
    public const string ServerPrefix = "server:";

    public static ListedWebhook Of(ServerId? server, WebhookTarget target) => new(
        server is null ? Gateway : ServerPrefix + server,
        server?.Value,
        WebhookView.Of(target)?.Url ?? ServerView.Set,
        WebhookBodyFields.NameOf(target.Format),
        target.Secret is { Length: > 0 });
}

/// <summary>The result of sending a test message.</summary>
/// <param name="Problem">Why the webhook did not accept it, as a sentence without the URL; null if it did.</param>
internal sealed record WebhookTested(bool Delivered, string? Problem) : IAuditedResult
{
    public string ForAudit() => Delivered ? "delivered" : "not delivered";
}

/// <summary>Serialisation of the responses about settings.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(CamelCaseEnumConverter<HostKind>)], RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SettingsView))]
[JsonSerializable(typeof(WebhookTested))]
internal sealed partial class SettingsJson : JsonSerializerContext;
