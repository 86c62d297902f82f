using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Admin.Http;

/// <summary>Parses a body as one JSON object and refuses anything that two JSON readers could interpret differently.</summary>
internal static class StrictBody
{
    private const int DefaultDepth = 8;

    /// <param name="maxDepth">How deeply the body may be nested.</param>
    /// <param name="problem">What was found and what is accepted; null if the body was parsed.</param>
    public static JsonElement? Parse(ReadOnlyMemory<byte> json, out string? problem, int maxDepth = DefaultDepth)
    {
        problem = Worded(StrictJsonReader.FindProblem(json, maxDepth), maxDepth);
        if (problem is not null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth });
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return document.RootElement.Clone();
        }

        problem = $"The body is {JsonKind.Name(document.RootElement.ValueKind)}. Accepted: a JSON object.";
        return null;
    }

    private static string? Worded(JsonProblem problem, int maxDepth) => problem.Kind switch
    {
        JsonProblemKind.None => null,
        JsonProblemKind.ByteOrderMark => "The body starts with a byte order mark. Accepted: UTF-8 without one.",
        JsonProblemKind.InvalidUtf8 => $"The body is not valid UTF-8 at {problem.At}. Accepted: one JSON object in UTF-8.",
        JsonProblemKind.TrailingContent => $"There is more text after the JSON value at {problem.At}. Accepted: one JSON object and nothing after it.",
        JsonProblemKind.TooDeep => $"The body is nested too deeply at {problem.At}. Accepted: at most {maxDepth} levels.",
        JsonProblemKind.RepeatedKey => $"The key {problem.Key} is repeated at {problem.At}. Accepted: each key once.",
        JsonProblemKind.BrokenKey => $"The key at {problem.At} contains half of a surrogate pair. Accepted: whole characters.",
        JsonProblemKind.BrokenString => $"The string at {problem.At} contains half of a surrogate pair. Accepted: whole characters.",
        _ => $"The body is not valid JSON at {problem.At}. Accepted: one JSON object.",
    };
}
