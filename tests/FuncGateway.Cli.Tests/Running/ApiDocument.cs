using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Tests.Running;

/// <summary>The description that a gateway has of its own API (OpenAPI 3.1).</summary>
internal sealed class ApiDocument(JsonNode document)
{
    private const string Any = "*";

    /// <summary>The operation; null if there is none.</summary>
    public JsonNode? Find(Operation operation) => document["paths"]?[operation.Path]?[operation.Method.ToLowerInvariant()];

    /// <summary>Whether an address has that path, with values in place of parameters.</summary>
    public bool HasPath(string path) => (document["paths"]?.AsObject() ?? []).Any(each =>
    {
        var (known, asked) = (each.Key.Split('/'), path.Split('/'));
        return known.Length == asked.Length && known.Zip(asked).All(segment => segment.First == segment.Second || (segment.First.StartsWith('{') && segment.Second.Length > 0));
    });

    /// <summary>The names of its query parameters.</summary>
    public IEnumerable<string?> QueryOf(Operation operation) =>
        (Find(operation)?["parameters"]?.AsArray() ?? []).Where(parameter => (string?)parameter?["in"] == "query").Select(parameter => (string?)parameter?["name"]);

    /// <summary>Whether an answer of the operation can have a value there.</summary>
    /// <param name="pointer">A JSON Pointer, with * for any item of a list and any member of a map.</param>
    public bool HasInAnswer(Operation operation, string pointer)
    {
        var answers = (Find(operation)?["responses"]?.AsObject() ?? []).Where(answer => answer.Key[0] == '2').Select(answer => answer.Value?["content"]?["application/json"]?["schema"]).OfType<JsonNode>();
        return answers.Any(schema => Has(schema, [.. Pointers.SegmentsOf(pointer)]));
    }

    private bool Has(JsonNode? schema, ReadOnlySpan<string> segments)
    {
        if (schema is not JsonObject)
        {
            return false;
        }

        if ((string?)schema["$ref"] is { } reference)
        {
            return Has(Pointers.Find(document, reference.TrimStart('#')), segments);
        }

        foreach (var choice in new[] { "anyOf", "oneOf", "allOf" }.SelectMany(name => schema[name] as JsonArray ?? []))
        {
            if (Has(choice, segments))
            {
                return true;
            }
        }

        return segments.Length == 0
            || Has(segments[0] == Any ? schema["items"] ?? schema["additionalProperties"] : schema["properties"]?[segments[0]], segments[1..]);
    }
}
