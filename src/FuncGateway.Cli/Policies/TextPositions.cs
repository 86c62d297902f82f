using System.Text;
using System.Text.Json;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Policies;

/// <summary>Finds the line and column of a JSON Pointer's value in a text, or of the nearest value around it that exists.</summary>
internal static class TextPositions
{
    /// <summary>Line and column, from 1. The column counts characters.</summary>
    public static (int Line, int Column) Find(ReadOnlySpan<byte> json, string pointer)
    {
        var wanted = Pointers.SegmentsOf(pointer).ToArray();
        return PositionAt(json, OffsetOf(json, wanted));
    }

    private static long OffsetOf(ReadOnlySpan<byte> json, string[] wanted)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            var found = reader.TokenStartIndex;
            foreach (var segment in wanted)
            {
                if (!TryStep(ref reader, segment, out var at))
                {
                    break;
                }

                found = at;
            }

            return found;
        }
        catch (JsonException)
        {
            // A text that is not JSON has its problem at the place where reading it ends.
            return reader.TokenStartIndex;
        }
    }

    // Moves from an object to a member's value, or from a list to an item. A member is shown by its name, which stands before its value.
    private static bool TryStep(ref Utf8JsonReader reader, string segment, out long at)
    {
        at = 0;
        var isList = reader.TokenType == JsonTokenType.StartArray;
        if (!isList && reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        for (var index = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); index++)
        {
            at = reader.TokenStartIndex;
            var isWanted = isList ? segment == index.ToString(System.Globalization.CultureInfo.InvariantCulture) : IsKey(reader, segment);
            if (!isList)
            {
                reader.Read();
            }

            if (isWanted)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    // A key with half of a surrogate pair cannot be unescaped; pointers have it as written.
    private static bool IsKey(in Utf8JsonReader reader, string segment)
    {
        try
        {
            return reader.ValueTextEquals(segment);
        }
        catch (InvalidOperationException)
        {
            return reader.ValueSpan.SequenceEqual(Encoding.UTF8.GetBytes(segment));
        }
    }

    private static (int Line, int Column) PositionAt(ReadOnlySpan<byte> json, long offset)
    {
        var before = json[..(int)offset];
        var line = before.Count((byte)'\n') + 1;
        var start = before.LastIndexOf((byte)'\n') + 1;
        return (line, Encoding.UTF8.GetCharCount(before[start..]) + 1);
    }
}
