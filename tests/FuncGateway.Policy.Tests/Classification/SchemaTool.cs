using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Classification;

/// <summary>A definition of <c>corpus/tools/schemas.jsonl</c> and the class that its schema or annotations give it.</summary>
internal sealed record SchemaTool(ToolDefinition Tool, ToolClass Class, bool IsTrusted)
{
    public static IReadOnlyList<SchemaTool> All { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "corpus", "tools", "schemas.jsonl")).Select(Parse)];

    private static SchemaTool Parse(string line)
    {
        var row = JsonDocument.Parse(line).RootElement;
        return ToolDefinition.TryRead(row.GetProperty("tool"), out var tool, out var problem)
            ? new(tool, Enum.Parse<ToolClass>(row.GetProperty("class").GetString() ?? ""), row.TryGetProperty("trusted", out var trusted) && trusted.GetBoolean())
            : throw new InvalidDataException(problem);
    }
}
