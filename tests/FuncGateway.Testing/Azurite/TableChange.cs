using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core;

namespace FuncGateway.Testing.Azurite;

/// <summary>One row that a request reads, changes or deletes, as it is on the wire.</summary>
/// <param name="Row">Undefined when the request carries none.</param>
internal sealed partial record TableChange(string? PartitionKey, string? RowKey, JsonElement Row)
{
    /// <summary>The rows of a request: several in a transaction, none in a query.</summary>
    public static IReadOnlyList<TableChange> ListIn(Request request, byte[] body)
    {
        var path = request.Uri.ToUri().AbsolutePath;
        return path.EndsWith("/$batch", StringComparison.Ordinal)
            ? [.. Part().Matches(Encoding.UTF8.GetString(body)).Select(part => Read(part.Groups["target"].Value, Encoding.UTF8.GetBytes(part.Groups["row"].Value)))]
            : path.EndsWith("/Tables", StringComparison.Ordinal) ? [] : [Read(path, body)];
    }

    private static TableChange Read(string target, byte[] row)
    {
        var json = row.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(row);
        var keys = Keys().Match(Uri.UnescapeDataString(target.Split('?')[0]));
        return keys.Success
            ? new TableChange(keys.Groups["partition"].Value.Replace("''", "'", StringComparison.Ordinal), keys.Groups["row"].Value.Replace("''", "'", StringComparison.Ordinal), json)
            : new TableChange(Text(json, nameof(PartitionKey)), Text(json, nameof(RowKey)), json);
    }

    private static string? Text(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) ? value.GetString() : null;

    [GeneratedRegex(@"^(?:POST|PUT|PATCH|MERGE|DELETE) (?<target>\S+) HTTP/1\.1\r?\n(?:[^\r\n]+\r?\n)*\r?\n(?<row>\{[^\r\n]*\})?", RegexOptions.Multiline)]
    private static partial Regex Part();

    [GeneratedRegex(@"\(PartitionKey='(?<partition>(?:[^']|'')*)',RowKey='(?<row>(?:[^']|'')*)'\)$", RegexOptions.Singleline)]
    private static partial Regex Keys();
}
