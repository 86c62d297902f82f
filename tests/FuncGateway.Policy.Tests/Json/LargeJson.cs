using System.Text;

namespace FuncGateway.Policies.Tests.Json;

/// <summary>Arguments of about 4 MiB, in the shapes that cost a reader the most.</summary>
internal static class LargeJson
{
    public const int Size = 4 * 1024 * 1024;

    public static IReadOnlyDictionary<string, Func<byte[]>> Shapes { get; } = new Dictionary<string, Func<byte[]>>
    {
        ["list of numbers"] = () => List(_ => "1"),
        ["list of objects"] = () => List(_ => "{\"price\":1}"),
        ["list of objects with unsorted keys"] = () => List(_ => "{\"price\":1,\"b\":[{\"y\":2,\"x\":{}}]}"),
        ["list of empty objects"] = () => List(_ => "{}"),
        ["list of lists"] = () => List(_ => "[]"),
        ["list of strings of one byte"] = () => List(_ => "\"a\""),
        ["list of escaped strings"] = () => List(_ => "\"\\u0061\""),
        ["list of escaped keys"] = () => List(_ => "{\"\\u0070rice\":1}"),
        ["list of numbers that are one double"] = () => List(_ => "666.00000000000000000001"),
        ["list of numbers with exponents"] = () => List(_ => "1e20"),
        ["list of look-alike keys"] = () => List(_ => "{\"Price\":1}"),
        ["list of objects with thirty keys"] = () => List(_ => Object(30, key => $"\"k{key}\":1")),
        ["object of many keys"] = () => Wrap(Object(Size / 14, key => $"\"{key:x6}\":1")),
        ["object of many keys in reverse"] = () => Wrap(Object(Size / 14, key => $"\"{0xffffff - key:x6}\":1")),
        ["object of many escaped keys"] = () => Wrap(Object(Size / 18, key => $"\"{key:x6}\\u0061\":1")),
        ["number of many digits"] = () => Wrap(new string('7', Size)),
        ["number of many zeros"] = () => Wrap($"0.{new string('0', Size)}1e{Size}"),
        ["number with a huge exponent"] = () => Wrap("1e999999999"),
        ["number with an exponent of many digits"] = () => Wrap($"1e{new string('9', Size)}"),
        ["long string"] = () => Wrap($"\"{new string('a', Size)}\""),
        ["long escaped string"] = () => Wrap($"\"{Repeat("\\u20ac", Size / 6)}\""),
        ["long string of control characters"] = () => Wrap($"\"{Repeat("\\n", Size / 2)}\""),
        ["long key"] = () => Encoding.UTF8.GetBytes($"{{\"{new string('A', Size)}\":1}}"),
        ["long key of invisible characters"] = () => Encoding.UTF8.GetBytes($"{{\"amount{Repeat("\u200b", Size / 3)}\":1}}"),
        ["long escaped key"] = () => Encoding.UTF8.GetBytes($"{{\"{Repeat("\\u200b", Size / 6)}amount\":1}}"),
        ["objects in objects"] = () => Nested("{\"b\":1,\"a\":", "}", 60),
        ["lists in lists"] = () => Nested("[0,", "]", 60),
    };

    private static byte[] List(Func<int, string> element)
    {
        var text = new StringBuilder(Size + 1024).Append("{\"items\":[").Append(element(0));
        for (var index = 1; text.Length < Size; index++)
        {
            text.Append(',').Append(element(index));
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    private static string Object(int count, Func<int, string> member) => $"{{{string.Join(',', Enumerable.Range(0, count).Select(member))}}}";

    private static byte[] Wrap(string value) => Encoding.UTF8.GetBytes($"{{\"amount\":{value}}}");

    private static byte[] Nested(string open, string close, int depth) => Wrap($"{Repeat(open, depth)}\"{new string('x', Size)}\"{Repeat(close, depth)}");

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
