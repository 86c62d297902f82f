using System.Text;
using System.Text.Json;

namespace FuncGateway.Testing.Upstreams;

/// <summary>The parts of a message that the counting upstream needs. Not validated, because the gateway has done that.</summary>
internal readonly ref struct CountingMessage
{
    private const string Modern = "2026-07-28";

    private CountingMessage(ReadOnlySpan<byte> id, string method, string? tool, string? version, bool isModern)
    {
        Id = id;
        Method = method;
        Tool = tool;
        Version = version;
        IsModern = isModern;
    }

    /// <summary>The id as raw JSON, empty for a notification.</summary>
    public ReadOnlySpan<byte> Id { get; }

    public string Method { get; }

    /// <summary>The tool of a tools/call, or null for other methods.</summary>
    public string? Tool { get; }

    /// <summary>The revision that initialize requests.</summary>
    public string? Version { get; }

    public bool IsModern { get; }

    public static CountingMessage Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var id = ReadOnlySpan<byte>.Empty;
        var (method, name, asked, version) = ("", (string?)null, (string?)null, (string?)null);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            switch (reader.CurrentDepth)
            {
                case 1 when reader.ValueTextEquals("id"u8):
                    reader.Read();
                    id = body[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
                    break;
                case 1 when reader.ValueTextEquals("method"u8):
                    method = Text(ref reader);
                    break;
                case 2 when reader.ValueTextEquals("name"u8):
                    name = Text(ref reader);
                    break;
                case 2 when reader.ValueTextEquals("protocolVersion"u8):
                    asked = Text(ref reader);
                    break;
                case 2 when reader.ValueTextEquals("arguments"u8):
                    reader.Read();
                    reader.Skip();
                    break;
                case 3 when reader.ValueTextEquals("io.modelcontextprotocol/protocolVersion"u8):
                    version = Text(ref reader);
                    break;
            }
        }

        var isModern = version is not null && string.CompareOrdinal(version, Modern) >= 0;
        return new CountingMessage(id, method, method == "tools/call" ? name : null, asked, isModern);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.HasValueSequence || reader.ValueIsEscaped ? reader.GetString() ?? "" : Encoding.UTF8.GetString(reader.ValueSpan);
    }
}
