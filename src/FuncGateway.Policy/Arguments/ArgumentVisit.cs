using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>A single pass over the arguments that collects the values at all paths of a rule.</summary>
internal readonly ref struct ArgumentVisit
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    private const int ShortKey = 128;

    private static readonly byte[] NoArguments = "{}"u8.ToArray();

    private readonly ReadOnlyMemory<byte> _json;
    private readonly ArgumentReading _into;

    private ArgumentVisit(ReadOnlyMemory<byte> json, ArgumentReading into)
    {
        _json = json;
        _into = into;
    }

    /// <summary>Returns false if the arguments are not a single JSON object. Absent arguments are treated as an empty object.</summary>
    /// <param name="json">The text that the positions of the values refer to.</param>
    public static bool TryVisit(PathNode root, ReadOnlyMemory<byte> arguments, ArgumentReading into, out ReadOnlyMemory<byte> json)
    {
        json = arguments.IsEmpty ? NoArguments : arguments;
        if (!Utf8.IsValid(json.Span))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(json.Span, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            new ArgumentVisit(json, into).Visit(ref reader, root);
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Visit(ref Utf8JsonReader reader, PathNode node)
    {
        if (node.Slot < 0)
        {
            VisitBelow(ref reader, node);
            return;
        }

        var start = (int)reader.TokenStartIndex;
        var kind = reader.TokenType;
        var isEscaped = kind == JsonTokenType.String && reader.ValueIsEscaped;
        VisitBelow(ref reader, node);
        _into.Add(node.Slot, new FoundValue(start, (int)reader.BytesConsumed - start, -1, kind, isEscaped));
    }

    private void VisitBelow(ref Utf8JsonReader reader, PathNode node)
    {
        if (node.IsLeaf)
        {
            reader.Skip();
        }
        else if (reader.TokenType == JsonTokenType.StartObject && node.Keys.Count > 0)
        {
            _into.Marks.BlockElements(node, reader.TokenType);
            VisitObject(ref reader, node);
        }
        else if (reader.TokenType == JsonTokenType.StartArray && node.HasElements)
        {
            _into.Marks.MissKeys(node);
            VisitList(ref reader, node);
        }
        else
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                _into.Marks.BlockElements(node, reader.TokenType);
            }

            _into.Marks.MissKeys(node);
            reader.Skip();
        }
    }

    private void VisitObject(ref Utf8JsonReader reader, PathNode node)
    {
        var number = _into.Marks.NextObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var child = Match(ref reader, node);
            reader.Read();
            if (child is null)
            {
                reader.Skip();
                continue;
            }

            _into.Marks.See(child, number);
            Visit(ref reader, child);
        }

        foreach (var key in node.Keys)
        {
            if (!_into.Marks.IsSeen(key.Node, number))
            {
                _into.Marks.Miss(key.Node);
            }
        }
    }

    private void VisitList(ref Utf8JsonReader reader, PathNode node)
    {
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (node.Elements.Count > 0 && node.Elements.TryGetValue(count, out var element))
            {
                var again = reader;
                Visit(ref again, element);
            }

            if (node.EachElement is { } each)
            {
                Visit(ref reader, each);
            }
            else
            {
                reader.Skip();
            }
        }

        foreach (var (index, element) in node.Elements)
        {
            if (index >= count)
            {
                _into.Marks.Miss(element);
            }
        }
    }

    // Returns the child with this key. Every other child that a lenient server could match with the key is marked as ambiguous.
    private PathNode? Match(ref Utf8JsonReader reader, PathNode node)
    {
        var written = _json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        if (!reader.ValueIsEscaped)
        {
            return Match(written.Span, written, node);
        }

        if (JsonText.HasBrokenSurrogate(written.Span))
        {
            // Servers differ in how they decode half of a surrogate pair, so it could be any key.
            _into.Marks.MarkAmbiguous(node.Keyed, except: null, written);
            return null;
        }

        return written.Length <= ShortKey ? MatchEscaped(written, node, stackalloc byte[ShortKey]) : MatchLong(written, node);
    }

    private PathNode? MatchLong(ReadOnlyMemory<byte> written, PathNode node)
    {
        var rented = ArrayPool<byte>.Shared.Rent(written.Length);
        try
        {
            return MatchEscaped(written, node, rented);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private PathNode? MatchEscaped(ReadOnlyMemory<byte> written, PathNode node, Span<byte> buffer) =>
        Match(buffer[..JsonText.Unescape(written.Span, buffer)], written, node);

    private PathNode? Match(ReadOnlySpan<byte> key, ReadOnlyMemory<byte> written, PathNode node)
    {
        var exact = node.Find(key);
        if (exact is { Twins.Count: 1 })
        {
            return exact.Node;
        }

        _into.Marks.MarkAmbiguous(exact is null ? LookAlikes.Find(node, key) : exact.Twins, exact?.Node, written);
        return exact?.Node;
    }
}
