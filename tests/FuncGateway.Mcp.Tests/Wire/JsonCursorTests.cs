using System.Text;
using System.Text.Json;
using CsCheck;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Tests.Wire;

/// <summary>The cursor accepts what the platform's strict reader accepts, and nothing else. A sample that fails prints its seed.</summary>
public sealed class JsonCursorTests
{
    private static readonly Gen<string> Scalar = Gen.OneOf(
        "0", "-0", "12.50", "-1e+9", "3E-2", "1.", "01", "-", "1e", ".5", "+1", "true", "false", "null", "tru", "nullx", "NaN", "\"\"", "\"a\"", "\"ż\\u017c\\n\\/\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"\\x\"",
        "\"\\u12g4\"", "\"a\tb\"", "\"\u007f\"", "\"text of more than sixteen bytes, as most descriptions are\"", "\"more than sixteen bytes \\\" with an escape\"", "'a'", "/*c*/1");

    private static readonly Gen<string> Space = Gen.OneOf("", "", "", " ", "\r\n\t ", "\v", "\uFEFF");

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, value) => depth > 4 ? Scalar : Gen.OneOf(
        Scalar,
        Gen.Select(value.Array[0, 4], Space, Gen.OneOf("[{0}]", "[{0}]", "[{0},]", "[{0}}"), (items, space, format) => Format(format, string.Join($"{space},{space}", items))),
        Gen.Select(Scalar.Array[0, 4], value, Space, Gen.OneOf("<{0}>", "<{0}>", "<{0},>", "<{0}]"), (keys, item, space, format) =>
            Format(format, string.Join($"{space},", keys.Select(key => $"{key}{space}:{space}{item}"))).Replace('<', '{').Replace('>', '}'))));

    private static readonly Gen<byte[]> Mutated = Gen.Select(Value, Space, Gen.Int[0, 10_000], Gen.OneOf("", "{", "}", "[", "]", ",", ":", "\"", "\\", "0", "e", "\0", " ", "x"), Gen.Int[0, 3], (value, space, at, piece, cut) =>
    {
        var text = $"{space}{value}{space}";
        var from = at % (text.Length + 1);
        return Encoding.UTF8.GetBytes(text.Remove(from, Math.Min(cut, text.Length - from)).Insert(from, piece));
    });

    [Fact]
    public void Skip_OfAnyText_AcceptsWhatTheStrictReaderAccepts() =>
        Gen.OneOf(Value.Select(Encoding.UTF8.GetBytes), Mutated).Sample(
            json =>
            {
                var cursor = new JsonCursor(json);
                var value = cursor.Skip();

                Assert.True(IsStrict(json) == cursor.IsAtEnd, Encoding.UTF8.GetString(json));
                Assert.True(!cursor.IsAtEnd || Encoding.UTF8.GetString(cursor.Of(value)).Trim() == Encoding.UTF8.GetString(cursor.Of(value)));
            },
            iter: 50_000);

    [Fact]
    public void Read_OfAnyText_AcceptsWhatTheStrictReaderAccepts() =>
        Gen.OneOf(Value.Select(Encoding.UTF8.GetBytes), Mutated).Sample(
            json =>
            {
                var cursor = new JsonCursor(json);
                Walk(ref cursor);

                // A key with half of a surrogate pair has no text.
                var text = Encoding.UTF8.GetString(json);
                Assert.True(IsStrict(json) ? cursor.IsAtEnd || text.Contains("\\ud", StringComparison.Ordinal) : !cursor.IsAtEnd, text);
            },
            iter: 50_000);

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(200_000)]
    public void Skip_OfDeeplyNestedValues_KnowsWhichOneEnds(int depth)
    {
        var open = string.Concat(Enumerable.Range(0, depth).Select(level => level % 3 == 0 ? "{\"a\":" : "["));
        var close = string.Concat(Enumerable.Range(0, depth).Reverse().Select(level => level % 3 == 0 ? "}" : "]"));
        var swapped = close[..^2] + close[^1] + close[^2];

        Assert.True(IsValid($"{open}1{close}"));
        Assert.Equal(close == swapped, IsValid($"{open}1{swapped}"));
        Assert.False(IsValid($"{open}1{close[..^1]}"));
        Assert.False(IsValid($"{open}1{close}]"));
    }

    [Theory]
    [InlineData("""{"a b":{"~!":[{"c":"ż\n"}]}}""", false)]
    [InlineData("""{"ż":1}""", true)]
    [InlineData("""{"a":[{"b":{"\u006b":1}}]}""", true)]
    [InlineData("{\"a\":{\"a key of more than sixteen bytes\u007f\":1}}", true)]
    [InlineData("""{"a":{"a key of more than sixteen bytes":1}}""", false)]
    public void HasOddKey_IsTrueForAKeyThatCouldBeReadAsAnotherOne_AtAnyDepth(string json, bool isOdd)
    {
        var cursor = new JsonCursor(Encoding.UTF8.GetBytes(json));
        cursor.Skip();
        var walked = new JsonCursor(Encoding.UTF8.GetBytes(json));
        Walk(ref walked);

        Assert.Equal((isOdd, isOdd), (cursor.HasOddKey, walked.HasOddKey));
    }

    private static string Format(string format, string content) => format.Replace("{0}", content, StringComparison.Ordinal);

    private static bool IsValid(string json)
    {
        var cursor = new JsonCursor(Encoding.UTF8.GetBytes(json));
        cursor.Skip();
        return cursor.IsAtEnd;
    }

    private static bool IsStrict(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Walk(ref JsonCursor cursor)
    {
        switch (cursor.Next())
        {
            case (byte)'{':
                cursor.Enter();
                while (cursor.NextMember(out _))
                {
                    Walk(ref cursor);
                }

                break;
            case (byte)'[':
                cursor.Enter();
                while (cursor.NextElement())
                {
                    Walk(ref cursor);
                }

                break;
            default:
                cursor.Skip();
                break;
        }
    }
}
