using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Servers;

/// <summary>Maps a server to a row. All servers are in one partition, keyed by id.</summary>
internal static class ServerRow
{
    public const string Partition = "server";
    private const string HeadersProperty = "Headers";
    private const string UpstreamUrlProperty = "UpstreamUrl";
    private const string WebhookUrlProperty = "ApprovalWebhookUrl";
    private const string WebhookSecretProperty = "ApprovalWebhookSecret";
    private const string WebhookFormatProperty = "ApprovalWebhookFormat";
    private const string OnChangeProperty = "OnChange";
    private const string IsTrustedProperty = "IsTrusted";
    private const string RecordArgumentsDaysProperty = "RecordArgumentsDays";

    public static TableEntity Write(Server server)
    {
        var row = new TableEntity(Partition, server.Id.Value)
        {
            ["Name"] = server.Name,
            [UpstreamUrlProperty] = server.UpstreamUrl.AbsoluteUri,
            [WebhookUrlProperty] = server.ApprovalWebhook?.Url,
            [WebhookSecretProperty] = server.ApprovalWebhook?.Secret,
            [WebhookFormatProperty] = server.ApprovalWebhook?.Format.ToString(),
            [OnChangeProperty] = server.OnChange.ToString(),
            [IsTrustedProperty] = server.IsTrusted,
            [RecordArgumentsDaysProperty] = server.RecordArgumentsDays,
        };
        row.WriteChunks(HeadersProperty, JsonSerializer.SerializeToUtf8Bytes(server.Headers, ServerRowJson.Default.IReadOnlyDictionaryStringString));
        return row;
    }

    public static Stored<Server> Read(TableEntity row) => new(
        new Server(
            row.Id<ServerId>(nameof(row.RowKey), ServerId.TryParse),
            row.Text("Name"),
            Uri.TryCreate(row.Text(UpstreamUrlProperty), UriKind.Absolute, out var url) ? url : throw row.Unreadable(UpstreamUrlProperty),
            ReadHeaders(row))
        {
            ApprovalWebhook = ReadWebhook(row),
            OnChange = ReadOnChange(row),
            IsTrusted = row.GetBoolean(IsTrustedProperty) ?? false,
            RecordArgumentsDays = row.GetInt32(RecordArgumentsDaysProperty) ?? 0,
        },
        new RowVersion(row.ETag.ToString()));

    // Rows of earlier releases have none.
    private static OnToolChange ReadOnChange(TableEntity row) => row.GetString(OnChangeProperty) is not { } text ? OnToolChange.Notify
        : Enum.TryParse<OnToolChange>(text, out var value) && Enum.IsDefined(value) ? value
        : throw row.Unreadable(OnChangeProperty);

    private static WebhookTarget? ReadWebhook(TableEntity row) => row.GetString(WebhookUrlProperty) is not { } url
        ? null
        : new WebhookTarget(
            url,
            row.GetString(WebhookSecretProperty),
            Enum.TryParse<WebhookFormat>(row.Text(WebhookFormatProperty), out var format) && Enum.IsDefined(format) ? format : throw row.Unreadable(WebhookFormatProperty));

    private static Dictionary<string, string> ReadHeaders(TableEntity row)
    {
        try
        {
            var headers = JsonSerializer.Deserialize(row.ReadChunks(HeadersProperty), ServerRowJson.Default.IReadOnlyDictionaryStringString);
            return new(headers ?? throw row.Unreadable(HeadersProperty), StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw row.Unreadable(HeadersProperty);
        }
    }
}

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class ServerRowJson : JsonSerializerContext;
