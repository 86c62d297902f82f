using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Rules;

/// <summary>An operand of a policy, to compare arguments with.</summary>
internal sealed class JsonOperand
{
    private JsonOperand(JsonTokenType kind) => Kind = kind;

    public JsonTokenType Kind { get; }

    /// <summary>The UTF-8 bytes of a string; null for other types.</summary>
    public byte[]? Text { get; private init; }

    private ExactNumber Number { get; init; }

    private IReadOnlyList<JsonOperand> Items { get; init; } = [];

    private IReadOnlyDictionary<string, JsonOperand> Members { get; init; } = new Dictionary<string, JsonOperand>();

    public static JsonOperand OfKind(JsonTokenType kind) => new(kind);

    public static JsonOperand OfText(string text) => new(JsonTokenType.String) { Text = Encoding.UTF8.GetBytes(text) };

    public static JsonOperand OfNumber(ExactNumber number) => new(JsonTokenType.Number) { Number = number };

    public static JsonOperand OfList(IReadOnlyList<JsonOperand> items) => new(JsonTokenType.StartArray) { Items = items };

    public static JsonOperand OfObject(IReadOnlyDictionary<string, JsonOperand> members) => new(JsonTokenType.StartObject) { Members = members };

    public bool Equals(in ArgumentValue value)
    {
        if (value.Kind != Kind)
        {
            return false;
        }

        switch (Kind)
        {
            case JsonTokenType.Number:
                return Number.CompareTo(value.Number) == 0;
            case JsonTokenType.String:
                return value.Text is { } text && text.Span.SequenceEqual(Text);
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                var reader = Open(value.Raw);
                return EqualsNext(ref reader, value.Raw);
            default:
                return true;
        }
    }

    /// <summary>Whether the operand equals an element of a list, given as raw JSON.</summary>
    public bool IsElementOf(ReadOnlyMemory<byte> list)
    {
        var reader = Open(list);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var element = reader;
            if (EqualsNext(ref element, list))
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static Utf8JsonReader Open(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 128 });
        reader.Read();
        return reader;
    }

    // The reader is on the first token of the value. If the value is equal, it is left on the last one.
    private bool EqualsNext(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (reader.TokenType != Kind)
        {
            return false;
        }

        return Kind switch
        {
            JsonTokenType.Number => Number.CompareTo(ExactNumber.Parse(json.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length))) == 0,
            JsonTokenType.String => JsonText.Unescaped(ref reader, json) is { } text && text.Span.SequenceEqual(Text),
            JsonTokenType.StartArray => ItemsEqual(ref reader, json),
            JsonTokenType.StartObject => MembersEqual(ref reader, json),
            _ => true,
        };
    }

    private bool ItemsEqual(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        foreach (var item in Items)
        {
            reader.Read();
            if (!item.EqualsNext(ref reader, json))
            {
                return false;
            }
        }

        return reader.Read() && reader.TokenType == JsonTokenType.EndArray;
    }

    // The order of members does not matter. A call has no duplicate keys, so equal counts mean that every member was matched.
    private bool MembersEqual(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        var count = 0;
        for (; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; count++)
        {
            if (JsonText.Unescaped(ref reader, json) is not { } key || !Members.TryGetValue(Encoding.UTF8.GetString(key.Span), out var member))
            {
                return false;
            }

            reader.Read();
            if (!member.EqualsNext(ref reader, json))
            {
                return false;
            }
        }

        return count == Members.Count;
    }
}
