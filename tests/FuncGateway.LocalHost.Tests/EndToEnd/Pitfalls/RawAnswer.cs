using System.Text;
using System.Text.Json;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>A complete response, with its body de-chunked.</summary>
internal sealed record RawAnswer(RawHead Head, byte[] Body)
{
    public int Status => Head.Status;

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>The code of the JSON-RPC error in the body.</summary>
    public int ErrorCode => Json.GetProperty("error").GetProperty("code").GetInt32();

    public string? ErrorMessage => Json.GetProperty("error").GetProperty("message").GetString();

    /// <summary>The names in the tool list in the body.</summary>
    public string[] ToolNames => ToolNamesIn(Json);

    /// <summary>The data of each event in the body.</summary>
    public string[] EventData => [.. Text.Split("\n\n").SelectMany(each => each.Split('\n')).Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])];

    private static string[] ToolNamesIn(JsonElement message) =>
        [.. message.GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString() ?? "")];
}
