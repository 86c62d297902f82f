using System.Text;
using System.Text.Json;
using CsCheck;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Tests.Wire;

/// <summary>However a message is mutated, it is either refused or interpreted by every reader as by the gateway.</summary>
public sealed class EnvelopeReaderMutationTests
{
    private static readonly string[] Keys =
    [
        "name", "n\\u0061me", "Name", "NAME", "name\\u0000", "name\\u0001", "na\\u200bme", " name", "arguments ", "ur\\u0131", "uri", "arguments", "argument\\u017f", "_meta", "_META", "x", "y", "jsonrpc", "id", "ID", "method", "meth\\u006fd", "Method",
        "params", "param\\u017f", "result", "error", "cursor", "tas\\u212a", "",
    ];

    private static readonly string[] Values =
    [
        "\"safe\"", "\"danger\"", "\"d\\u0061nger\"", "\"tools/call\"", "\"tools\\/call\"", "\"tools/list\"", "\"Tools/Call\"", "\"tools/call \"", "\"2.0\"", "1", "-0", "1.0", "12345678901234567890", "null", "true",
        "[]", "{}", "[\"danger\"]", "{\"name\":\"danger\"}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"a\":{\"b\":[{\"c\":1}]}}", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"ż\"",
    ];

    private static readonly Gen<string> Members = Gen.Select(Gen.OneOf(Keys), Gen.OneOf(Values), (key, value) => $"\"{key}\":{value}");

    private static readonly Gen<string> Parameters = Gen.Select(Gen.OneOf("\"name\":\"safe\"", "\"n\\u0061me\":\"danger\"", "\"y\":0"), Members.Array[0, 3], Gen.Int[0, 5], (name, more, at) =>
        $"{{{string.Join(',', Inserted(more, name, at))}}}");

    private static readonly Gen<string> Messages = Gen.Select(Parameters, Gen.OneOf("tools/call", "tools/list", "tools\\u002fcall", "ping"), Members.Array[0, 1], Gen.Shuffle<int>(new[] { 0, 1, 2, 3 }), (parameters, method, more, order) =>
    {
        string[] members = ["\"jsonrpc\":\"2.0\"", "\"id\":1", $"\"method\":\"{method}\"", $"\"params\":{parameters}"];
        return $"{{{string.Join(',', order.Select(each => members[each]).Concat(more))}}}";
    });

    private static readonly Gen<(int At, int Length, byte[] With)[]> Wounds = Gen.Select(
        Gen.Int[0, 1000], Gen.Int[0, 3], Gen.Frequency((1, Gen.Byte.Array[0, 2]), (1, Gen.OneOf(Values.Concat([",", ":", "\"", "\\", "{", "}", " ", "\0"]).Select(Encoding.UTF8.GetBytes).ToArray())))).Array[0, 2];

    [Fact]
    public void Read_OfAnyMutation_RefusesItOrFindsWhatEveryReaderFinds()
    {
        var (accepted, calls, refused) = (0, 0, 0);
        Gen.Select(Messages, Gen.Frequency((2, Gen.Const(Array.Empty<(int, int, byte[])>())), (1, Wounds)), (message, wounds) => Wounded(Encoding.UTF8.GetBytes(message), wounds)).Sample(
            body =>
            {
                var (envelope, problem) = EnvelopeReader.Read(body);
                if (problem is not null)
                {
                    Interlocked.Increment(ref refused);
                    return;
                }

                Interlocked.Increment(ref accepted);
                using var document = JsonDocument.Parse(body);
                Interlocked.Add(ref calls, Compare(envelope, document.RootElement));
            },
            iter: 20_000);

        Assert.True(accepted > 1000 && calls > 500 && refused > 1000, $"Too one-sided to say anything: {accepted} accepted, {calls} of them calls, {refused} refused.");
    }

    private static int Compare(Envelope envelope, JsonElement root)
    {
        AssertEachKeyOnce(root);
        Assert.Equal("2.0", Only(root, "jsonrpc")?.GetString());
        Assert.Equal(Only(root, "method")?.GetString() ?? "", envelope.Method);
        Assert.Equal(Only(root, "id")?.GetRawText() ?? "", Encoding.UTF8.GetString(envelope.Id.Span));
        var parameters = Present(Only(root, "params"));
        var name = parameters is { } found ? Only(found, "name") : null;
        Assert.Equal(name is { ValueKind: JsonValueKind.String } text ? text.GetString() : null, envelope.Name);
        var uri = parameters is { } holder ? Only(holder, "uri") : null;
        Assert.Equal(uri is { ValueKind: JsonValueKind.String } address ? address.GetString() : null, envelope.Uri);
        var arguments = parameters is { } all ? Present(Only(all, "arguments")) : null;
        Assert.Equal(arguments?.GetRawText() ?? "", Encoding.UTF8.GetString(envelope.Arguments.Span));
        return envelope.Method == "tools/call" ? 1 : 0;
    }

    // An optional member that is null counts as absent.
    private static JsonElement? Present(JsonElement? member) => member is { ValueKind: not JsonValueKind.Null } ? member : null;

    /// <summary>The value that a lenient reader finds for a key: one that ignores case, surrounding white space and invisible characters.</summary>
    private static JsonElement? Only(JsonElement element, string key)
    {
        JsonElement[] found = [.. element.EnumerateObject().Where(each => string.Equals(Loosely(each.Name), key, StringComparison.OrdinalIgnoreCase)).Select(each => each.Value)];
        Assert.True(found.Length < 2, $"{found.Length} readings of \"{key}\" in {element.GetRawText()}");
        Assert.Equal(found.Length == 1, element.TryGetProperty(key, out _));
        return found.Length == 1 ? found[0] : null;
    }

    private static string Loosely(string name) =>
        string.Concat(name.Where(character => !char.IsControl(character) && character != '\u200B')).Trim().Replace('\u017F', 's').Replace('\u212A', 'k').Replace('\u0131', 'i');

    private static void AssertEachKeyOnce(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(element.EnumerateObject().Count(), element.EnumerateObject().Select(each => each.Name).Distinct(StringComparer.Ordinal).Count());
                Assert.All(element.EnumerateObject(), each => AssertEachKeyOnce(each.Value));
                break;
            case JsonValueKind.Array:
                Assert.All(element.EnumerateArray(), AssertEachKeyOnce);
                break;
        }
    }

    private static string[] Inserted(string[] members, string member, int at) => [.. members[..Math.Min(at, members.Length)], member, .. members[Math.Min(at, members.Length)..]];

    private static byte[] Wounded(byte[] bytes, (int At, int Length, byte[] With)[] wounds)
    {
        foreach (var (where, length, with) in wounds)
        {
            var at = where % (bytes.Length + 1);
            bytes = [.. bytes[..at], .. with, .. bytes[Math.Min(bytes.Length, at + length)..]];
        }

        return bytes;
    }
}
