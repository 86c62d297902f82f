using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Classification;

/// <summary>A tool of <c>corpus/tools/names.jsonl</c> or <c>descriptions.jsonl</c>, without a schema, and the class that its words give it.</summary>
internal sealed record WordTool(ToolDefinition Tool, ToolClass Class)
{
    public static IEnumerable<WordTool> Named =>
        Rows("names.jsonl").SelectMany(row => row.GetProperty("names").EnumerateArray().Select(name => new WordTool(new ToolDefinition(TextOf(name)), ClassOf(row))));

    public static IEnumerable<WordTool> Described =>
        Rows("descriptions.jsonl").Select(row => new WordTool(
            new ToolDefinition(TextOf(row.GetProperty("name"))) { Description = TextOf(row.GetProperty("description")) },
            ClassOf(row)));

    private static IEnumerable<JsonElement> Rows(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "corpus", "tools", file)).Select(line => JsonDocument.Parse(line).RootElement);

    private static ToolClass ClassOf(JsonElement row) => Enum.Parse<ToolClass>(TextOf(row.GetProperty("class")));

    private static string TextOf(JsonElement value) => value.GetString() ?? "";
}
