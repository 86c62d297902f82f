using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Bench.Classifier;

/// <summary>A labelled tool of <c>tests/corpus/tools/catalogue.jsonl</c>.</summary>
/// <param name="Category">The name of a class, or <c>Other</c>.</param>
/// <param name="Basis"><c>evidence</c> if the label quotes the definition, <c>pattern</c> if a word list made it, null if unknown.</param>
public sealed record CatalogueTool(string Server, string Tool, string? Description, string Category, string? Basis)
{
    /// <summary>The label; null if it is not a class.</summary>
    public ToolClass? Label => Enum.TryParse<ToolClass>(Category, out var label) ? label : null;

    /// <summary>Whether its server belongs to the half on which the tables were tuned. The halves are fixed by a hash of the server's name.</summary>
    public bool IsForTuning => SHA256.HashData(Encoding.UTF8.GetBytes(Server))[0] % 2 == 0;

    public ToolClass Judged => ToolClassifier.Classify(new ToolDefinition(Tool) { Description = Description }).Class;

    public static IReadOnlyList<CatalogueTool> Read(string path) => [.. File.ReadLines(path).Select(Parse)];

    private static CatalogueTool Parse(string line)
    {
        using var row = JsonDocument.Parse(line);
        return new(Text("server") ?? "", Text("tool") ?? "", Text("description"), Text("category") ?? "", Text("label_basis"));

        string? Text(string name) => row.RootElement.GetProperty(name).GetString();
    }
}
