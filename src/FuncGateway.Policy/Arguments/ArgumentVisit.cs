using System.Text.Json;
using System.Text.Unicode;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>A single pass over the arguments that collects the values at all paths of a rule.</summary>
internal readonly ref struct ArgumentVisit
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    private static readonly byte[] NoArguments = "{}"u8.ToArray();

    private readonly ReadOnlyMemory<byte> _json;
    private readonly ArgumentReading _into;

    private ArgumentVisit(ReadOnlyMemory<byte> json, ArgumentReading into)
    {
        _json = json;
        _into = into;
    }

    /// <summary>Returns false if the arguments are not a single JSON object. Absent arguments are treated as an empty object.</summary>
    public static bool TryVisit(PathNode root, ReadOnlyMemory<byte> arguments, ArgumentReading into)
    {
        var json = arguments.IsEmpty ? NoArguments : arguments;
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
        var text = kind == JsonTokenType.String ? JsonText.Unescaped(ref reader, _json) : null;
        VisitBelow(ref reader, node);
        ref var value = ref _into.Add(node.Slot);
        value.Kind = kind;
        value.Raw = _json[start..(int)reader.BytesConsumed];
        value.Text = text;
        value.Number = kind == JsonTokenType.Number ? ExactNumber.Parse(value.Raw) : default;
    }

    private void VisitBelow(ref Utf8JsonReader reader, PathNode node)
    {
        if (node.IsLeaf)
        {
            reader.Skip();
        }
        else if (reader.TokenType == JsonTokenType.StartObject && node.Keys.Count > 0)
        {
            _into.Marks.MissElements(node);
            VisitObject(ref reader, node);
        }
        else if (reader.TokenType == JsonTokenType.StartArray && node.HasElements)
        {
            _into.Marks.MissKeys(node);
            VisitList(ref reader, node);
        }
        else
        {
            _into.Marks.MissElements(node);
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
        var key = JsonText.Unescaped(ref reader, _json);
        if (key is null)
        {
            // The key contains half of a surrogate pair. Servers differ in how they decode it, so it could be any key.
            _into.Marks.MarkAmbiguous(node.Keys.ConvertAll(child => child.Node), except: null, _json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));
            return null;
        }

        var exact = node.Find(key.Value.Span);
        if (exact is { Twins.Count: 1 })
        {
            return exact.Node;
        }

        _into.Marks.MarkAmbiguous(exact is null ? LookAlikes.Find(node, key.Value.Span) : exact.Twins, exact?.Node, key.Value);
        return exact?.Node;
    }
}
