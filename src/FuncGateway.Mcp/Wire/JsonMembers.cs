using System.Text.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>The members of a JSON object as slices of it. Only for JSON that has been read strictly.</summary>
internal static class JsonMembers
{
    /// <param name="json">A JSON object; empty for one without members.</param>
    public static List<(string Name, ReadOnlyMemory<byte> Value)> Of(ReadOnlyMemory<byte> json)
    {
        var members = new List<(string, ReadOnlyMemory<byte>)>();
        if (json.IsEmpty)
        {
            return members;
        }

        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = EnvelopeReader.MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add((name, json[start..(int)reader.BytesConsumed]));
        }

        return members;
    }
}
