using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Tools;

/// <summary>The tools of published servers and of the sample, as they list them.</summary>
internal static class ToolLists
{
    public static readonly string[] Names = ["server-everything", "server-filesystem", "server-memory", "jobs-server"];

    public static IReadOnlyList<ToolDefinition> Read(string server)
    {
        using var list = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "corpus", "tools", "benign", $"{server}.json")));
        return [.. list.RootElement.EnumerateArray().Select(Tool)];
    }

    private static ToolDefinition Tool(JsonElement entry) =>
        ToolDefinition.TryRead(entry, out var tool, out var problem) ? tool : throw new InvalidDataException(problem);
}
