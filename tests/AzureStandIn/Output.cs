using System.Text.Json;
using System.Text.Json.Nodes;
using DevLab.JmesPath;

namespace AzureStandIn;

/// <summary>Prints a result as az does: --query first, then the format. A result of null prints nothing.</summary>
internal static class Output
{
    public static string Of(JsonNode? result, string? query, string format)
    {
        var answer = query is null ? result : Queried(result, query);
        return format switch
        {
            _ when answer is null => "",
            "none" => "",
            "json" => answer.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n",
            "tsv" => string.Concat((answer as JsonArray ?? [answer.DeepClone()]).Select(row => Row(row) + "\n")),
            _ => throw CommandFailedException.Misused($"--output {format} is not a format of the stand-in."),
        };
    }

    private static JsonNode? Queried(JsonNode? result, string query)
    {
        try
        {
            return JsonNode.Parse(new JmesPath().Transform(result?.ToJsonString() ?? "null", query));
        }
        catch (Exception e) when (e is not CommandFailedException)
        {
            throw CommandFailedException.Misused($"--query {query}: {e.Message}");
        }
    }

    // As in Python: within a row, null is None, lists are counted and objects are empty.
    private static string Row(JsonNode? row) => row switch
    {
        JsonObject members => string.Join('\t', members.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => Cell(each.Value))),
        JsonArray items => string.Join('\t', items.Select(Cell)),
        _ => row?.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? row.ToJsonString() : Cell(row),
    };

    private static string Cell(JsonNode? cell) => cell switch
    {
        null => "None",
        JsonArray items => $"{items.Count}",
        JsonObject => "",
        _ => cell.GetValueKind() switch
        {
            JsonValueKind.String => cell.GetValue<string>(),
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            _ => cell.ToJsonString(),
        },
    };
}
