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

    public ExactNumber Number { get; private init; }

    public IReadOnlyList<JsonOperand> Items { get; private init; } = [];

    public Dictionary<byte[], JsonOperand> Members { get; private init; } = new(Utf8Comparer.Instance);

    public static JsonOperand OfKind(JsonTokenType kind) => new(kind);

    public static JsonOperand OfText(string text) => new(JsonTokenType.String) { Text = Encoding.UTF8.GetBytes(text) };

    public static JsonOperand OfNumber(ExactNumber number) => new(JsonTokenType.Number) { Number = number };

    public static JsonOperand OfList(IReadOnlyList<JsonOperand> items) => new(JsonTokenType.StartArray) { Items = items };

    public static JsonOperand OfObject(IReadOnlyDictionary<string, JsonOperand> members) => new(JsonTokenType.StartObject)
    {
        Members = members.ToDictionary(each => Encoding.UTF8.GetBytes(each.Key), each => each.Value, Utf8Comparer.Instance),
    };

    public Likeness Compare(in ArgumentValue value)
    {
        if (value.Kind != Kind)
        {
            return Likeness.Different;
        }

        switch (Kind)
        {
            case JsonTokenType.Number:
                return Compare(value.Number);
            case JsonTokenType.String:
                return ToLikeness(value.Text is { } text && text.Span.SequenceEqual(Text));
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                var reader = Open(value.Raw);
                return CompareNext(ref reader, value.Raw);
            default:
                return Likeness.Equal;
        }
    }

    /// <summary>How the element of a list that is nearest to the operand compares with it.</summary>
    /// <param name="list">The list as raw JSON.</param>
    public Likeness CompareElements(ReadOnlyMemory<byte> list)
    {
        var nearest = Likeness.Different;
        var reader = Open(list);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var element = reader;
            var likeness = CompareNext(ref element, list);
            if (likeness == Likeness.Equal)
            {
                return likeness;
            }

            nearest = likeness == Likeness.SameDouble ? likeness : nearest;
            reader.Skip();
        }

        return nearest;
    }

    private static Likeness ToLikeness(bool equals) => equals ? Likeness.Equal : Likeness.Different;

    private static Utf8JsonReader Open(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 128 });
        reader.Read();
        return reader;
    }

    private Likeness Compare(in ExactNumber number) =>
        Number.CompareTo(number) == 0 ? Likeness.Equal : Number.IsSameDouble(number) ? Likeness.SameDouble : Likeness.Different;

    // The reader is on the first token of the value. If the value is not different, it is left on the last one.
    private Likeness CompareNext(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        if (reader.TokenType != Kind)
        {
            return Likeness.Different;
        }

        return Kind switch
        {
            JsonTokenType.Number => Compare(ExactNumber.Parse(json.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length))),
            JsonTokenType.String => ToLikeness(JsonText.TextEquals(reader, Text)),
            JsonTokenType.StartArray => CompareItems(ref reader, json),
            JsonTokenType.StartObject => CompareMembers(ref reader, json),
            _ => Likeness.Equal,
        };
    }

    private Likeness CompareItems(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        var farthest = Likeness.Equal;
        foreach (var item in Items)
        {
            reader.Read();
            var likeness = item.CompareNext(ref reader, json);
            if (likeness == Likeness.Different)
            {
                return likeness;
            }

            farthest = likeness < farthest ? likeness : farthest;
        }

        return reader.Read() && reader.TokenType == JsonTokenType.EndArray ? farthest : Likeness.Different;
    }

    // The order of members does not matter. A call has no duplicate keys, so equal counts mean that every member was matched.
    private Likeness CompareMembers(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        var (count, farthest) = (0, Likeness.Equal);
        for (; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; count++)
        {
            if (JsonText.Unescaped(ref reader, json) is not { } key || !Members.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key.Span, out var member))
            {
                return Likeness.Different;
            }

            reader.Read();
            var likeness = member.CompareNext(ref reader, json);
            if (likeness == Likeness.Different)
            {
                return likeness;
            }

            farthest = likeness < farthest ? likeness : farthest;
        }

        return count == Members.Count ? farthest : Likeness.Different;
    }
}
