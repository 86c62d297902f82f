using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads JSON into nodes, keeping everything that a typed reading would lose: order, repeated keys, numbers as written.</summary>
internal sealed class NodeReader(ProblemList problems)
{
    public const int MaxDepth = 32;

    /// <summary>Null when the text is not one JSON value; the problems then say where it stops being one.</summary>
    public Node? Read(ReadOnlySpan<byte> utf8)
    {
        // The reader itself may go as deep as the document: what is too deep is reported where it is, and skipped.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, parent: null, name: null, index: 0, depth: 1);
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            problems.AddWhole(
                $"found something that is not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}; "
                + "accepted: one JSON object without comments, trailing commas or anything after it");
            return null;
        }
    }

    private Node ReadValue(ref Utf8JsonReader reader, Node? parent, string? name, int index, int depth)
    {
        var node = new Node(parent, name, index, (int)reader.TokenStartIndex, reader.TokenType)
        {
            Text = TextOf(ref reader, out var isWhole),
            Number = reader.TokenType == JsonTokenType.Number ? ExactNumber.Parse(reader.ValueSpan.ToArray()) : default,
        };
        if (!isWhole)
        {
            problems.Add(node, "found a string with half of a surrogate pair; accepted: complete characters");
        }

        if (node.IsNumber && !node.Number.IsInOperandRange)
        {
            problems.Add(node, $"found {node.Found}; accepted: a number with an exponent between -10^15 and 10^15");
        }

        if (node.IsObject || node.IsList)
        {
            ReadChildren(ref reader, node, depth);
        }

        return node;
    }

    private void ReadChildren(ref Utf8JsonReader reader, Node node, int depth)
    {
        if (depth > MaxDepth)
        {
            problems.Add(node, $"found nesting deeper than {MaxDepth}; accepted: at most {MaxDepth} objects and lists within each other");
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            string? key = null;
            var isWhole = true;
            if (node.IsObject)
            {
                key = TextOf(ref reader, out isWhole);
                reader.Read();
            }

            var child = ReadValue(ref reader, node, key, node.Children.Count, depth + 1);
            node.Children.Add(child);
            if (!isWhole)
            {
                problems.Add(child, "found a key with half of a surrogate pair; accepted: complete characters");
            }
        }
    }

    private static string TextOf(ref Utf8JsonReader reader, out bool isWhole)
    {
        isWhole = true;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number))
        {
            return "";
        }

        try
        {
            return reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            isWhole = false;
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
