using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads JSON into nodes, which preserve what deserialization into types would lose: order, repeated keys, and numbers as written.</summary>
internal sealed class NodeReader(ProblemList problems)
{
    public const int MaxDepth = 32;

    /// <summary>Returns the root node, or null if the text is not a single JSON value. All problems found are added to the list.</summary>
    public Node? Read(ReadOnlyMemory<byte> utf8)
    {
        var reader = new StrictJsonReader(utf8, MaxDepth, findsAll: true);
        try
        {
            var root = reader.Read() ? ReadValue(ref reader, parent: null, name: null, index: 0) : null;
            if (reader.Read() || reader.ProblemKind == JsonProblemKind.None)
            {
                return root;
            }

            problems.AddWhole(Worded(reader.Problem));
            return null;
        }
        finally
        {
            reader.Dispose();
        }
    }

    private static string Worded(JsonProblem problem) => problem.Kind switch
    {
        JsonProblemKind.ByteOrderMark => "found a byte order mark; accepted: UTF-8 without one",
        JsonProblemKind.InvalidUtf8 => $"found bytes that are not UTF-8 at {problem.At}; accepted: UTF-8",
        JsonProblemKind.TrailingContent => $"found more text after the value at {problem.At}; accepted: one JSON object and nothing after it",
        _ => $"found invalid JSON at {problem.At}; accepted: one JSON object without comments or trailing commas",
    };

    private Node ReadValue(ref StrictJsonReader reader, Node? parent, string? name, int index, JsonProblemKind ofKey = JsonProblemKind.None)
    {
        var ofValue = reader.ProblemKind;
        var node = new Node(parent, name, index, reader.TokenStart, reader.TokenType)
        {
            Text = reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? TextOf(ref reader) : "",
            Number = reader.TokenType == JsonTokenType.Number ? ExactNumber.Parse(reader.Written.ToArray()) : default,
            IsKeyUsable = ofKey == JsonProblemKind.None,
        };
        Report(ofValue, node);
        if (node.IsNumber && !node.Number.IsInOperandRange)
        {
            problems.Add(node, $"found {node.Found}; accepted: a number with an exponent between -10^15 and 10^15");
        }

        if ((node.IsObject || node.IsList) && ofValue != JsonProblemKind.TooDeep)
        {
            ReadChildren(ref reader, node);
        }

        Report(ofKey, node);
        return node;
    }

    private void ReadChildren(ref StrictJsonReader reader, Node node)
    {
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var (name, problem) = node.IsObject ? (TextOf(ref reader), reader.ProblemKind) : (null, JsonProblemKind.None);
            if (!node.IsObject || reader.Read())
            {
                node.Children.Add(ReadValue(ref reader, node, name, node.Children.Count, problem));
            }
        }
    }

    private void Report(JsonProblemKind kind, Node at)
    {
        var message = kind switch
        {
            JsonProblemKind.TooDeep => $"found nesting deeper than {MaxDepth}; accepted: at most {MaxDepth} levels of objects and lists",
            JsonProblemKind.RepeatedKey => $"found the key {Node.Quote(at.Name ?? "")} again; accepted: each key once",
            JsonProblemKind.BrokenKey => "found a key with half of a surrogate pair; accepted: complete characters",
            JsonProblemKind.BrokenString => "found a string with half of a surrogate pair; accepted: complete characters",
            _ => null,
        };
        if (message is not null)
        {
            problems.Add(at, message);
        }
    }

    // A key or string with half of a surrogate pair cannot be unescaped and is shown as written.
    private static string TextOf(ref StrictJsonReader reader) =>
        reader.TokenType == JsonTokenType.Number || reader.ProblemKind is JsonProblemKind.BrokenKey or JsonProblemKind.BrokenString
            ? Encoding.UTF8.GetString(reader.Written)
            : reader.Text();
}
