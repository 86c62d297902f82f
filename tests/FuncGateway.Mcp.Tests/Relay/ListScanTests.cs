using System.Buffers;
using System.Text;
using CsCheck;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>The scan finds in one pass what a slow reader and a <see cref="MessageSkim"/> find, also in a list that it remembers. A sample that fails prints its seed.</summary>
public sealed class ListScanTests
{
    private static readonly Policy HidesHTools = PolicyReader.Read("""{ "version": "1", "default": "allow", "hide": ["h*"] }"""u8).Policy
        ?? throw new InvalidOperationException("The policy of the tests is not one.");

    private static readonly Gen<string> Entry = Gen.Select(
        Gen.OneOf("\"name\":\"a\"", "\"name\":\"b1\"", "\"name\":\"h\"", "\"n\\u0061me\":\"h1\"", "\"Name\":\"h\"", "\"name\":\"\\u0068\"", "\"name\":\"\\ud800\"", "\"name\":7", "\"uri\":\"b\"", "\"na\\u200bme\":\"b\""),
        Gen.OneOf("", ",\"inputSchema\":{\"type\":\"object\",\"required\":[\"a\",\"b\"]}", ",\"description\":\"A text of more than sixteen bytes, ]}\\\" with brackets.\"", ",\"name\":\"h\"", ",\"ż\":[{},[],1.5e3,null]", ",\"x\":NaN"),
        Gen.OneOf("{<0>}", "{<0>}", "{ <0>\n}", "[<0>]", "{<0>,}"),
        (name, more, format) => format.Replace("<0>", name + more, StringComparison.Ordinal));

    private static readonly Gen<string> List = Gen.Select(Entry.Array[0, 6], Gen.OneOf(",", " ,\n"), Gen.OneOf("", "", "", "null", "1,"), (entries, comma, more) => $"[{more}{string.Join(comma, entries)}]");

    private static readonly Gen<string> Member = Gen.Select(
        Gen.OneOf("\"tools\"", "\"tools\"", "\"tools\"", "\"t\\u006fols\"", "\"Tools\"", "\"prompts\"", "\"resources\"", "\"isError\"", "\"_meta\"", "\"_Meta\"", "\"nextCursor\"", $"\"{new string('k', 1020)}\"", $"\"{new string('k', 1030)}\""),
        Gen.OneOf(List, List, List, Gen.Const("null"), Gen.Const("true"), Gen.Const("\"c\""), Gen.Const("{\"a\":1}"), Gen.Const("{\"\\ud800\":1}"), Gen.Const($"{{\"{new string('k', 1100)}\":1}}")),
        (key, value) => $"{key}:{value}");

    private static readonly Gen<string> Message = Gen.Select(
        Member.Array[0, 3],
        Gen.OneOf("\"jsonrpc\":\"2.0\"", "\"jsonrpc\":\"2.0\"", "\"jsonrpc\":\"1.0\"", "\"jsonrpc\":[{\"\\ud800\":1}]", "\"x\":{\"\\ud800\":1}", "\"method\":\"m\"", "\"result\":null"),
        Gen.OneOf("\"id\":1", "\"id\":1", "\"id\":\"\\u0031\"", "\"id\":1.0", "\"id\":null", "\"id\":{\"a\":1}", "\"id\":1,\"id\":1", $"\"id\":1.{new string('0', 1100)}", "\"ID\":1"),
        Gen.OneOf("{{1},{2},\"result\":{{0}}}", "{{1},{2},\"result\":{{0}}}", "{\"result\":{{0}},{2},{1}}\n", "{{1},\"r\\u0065sult\":{{0}}}", "{{1},{2},\"result\":{{0}},\"result\":{{0}}}", "{{1},{2},\"result\":{{0}}} 1", "[{{1},{2},\"result\":{{0}}}]"),
        (members, version, id, format) => format.Replace("{1}", version, StringComparison.Ordinal).Replace("{2}", id, StringComparison.Ordinal).Replace("{0}", string.Join(',', members), StringComparison.Ordinal));

    private static readonly Gen<byte[]> Mutated = Gen.Select(Message, Gen.Int[0, 100_000], Gen.OneOf("", "", "{", "}", "[", "]", ",", ":", "\"", "\\", "h", "\0", "\u00ff", " "), Gen.Int[0, 2], Gen.Bool, (message, at, piece, cut, isCutInside) =>
    {
        var bytes = Encoding.UTF8.GetBytes(message).ToList();
        var from = at % (bytes.Count + 1);
        bytes.RemoveRange(from, Math.Min(cut, bytes.Count - from));
        var added = Encoding.UTF8.GetBytes(piece);
        bytes.InsertRange(from, isCutInside ? added[..(added.Length / 2)] : added);
        return bytes.ToArray();
    });

    private static readonly Gen<byte[]> Any = Gen.OneOf(Message.Select(Encoding.UTF8.GetBytes), Mutated);

    [Fact]
    public void Filter_OfAnyMessage_DoesWhatASlowFilterDoes() =>
        Any.Sample(message => Assert.Equal(ReferenceFilter.Filter(message, IsListed), Filtered(message, new ListVerdicts(IsListed))), iter: 50_000);

    [Fact]
    public void Look_AtAnyMessage_TellsWhatASkimTells() =>
        Any.Sample(
            message =>
            {
                var scan = ListScan.Of(message, new ListVerdicts(IsListed));

                Assert.Equal(MessagePeek.Look(message, "1"u8), scan.Look("1"u8));
                Assert.True(!scan.HasPlainKeys || TaskWords.MayBeIn(message, hasPlainKeys: true) == TaskWords.MayBeIn(message), Encoding.UTF8.GetString(message));
            },
            iter: 50_000);

    [Fact]
    public void Filter_OfListsThatFollowEachOther_DoesNotDependOnWhatIsRemembered() =>
        Gen.Select(Any.Array[1, 3], Gen.Int[0, 2].Array[2, 8]).Sample(
            (messages, order) =>
            {
                var memory = new ListMemory();
                foreach (var message in order.Select(index => messages[index % messages.Length]))
                {
                    var scan = ListScan.Of(message, ListVerdicts.Of(HidesHTools, memory));
                    var forgetful = ListScan.Of(message, ListVerdicts.Of(HidesHTools, memory: null));

                    Assert.Equal(Filtered(forgetful), Filtered(scan));
                    Assert.Equal((forgetful.Entries, forgetful.Hidden, forgetful.HasPlainKeys, forgetful.Problem), (scan.Entries, scan.Hidden, scan.HasPlainKeys, scan.Problem));
                }
            },
            iter: 20_000);

    [Fact]
    public void Filter_OfARememberedList_FindsEveryChangeOfOneByte()
    {
        var list = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a1","description":"A text of more than sixteen bytes."},{"name":"h"},{"name":"b","x":[1,{"y":null}]}]}}""");
        var memory = new ListMemory();
        Filtered(list, ListVerdicts.Of(HidesHTools, memory));
        Filtered(list, ListVerdicts.Of(HidesHTools, memory));
        for (var at = 0; at < list.Length; at++)
        {
            foreach (var other in "h\"{}[],:0\\ "u8)
            {
                var changed = list.ToArray();
                changed[at] = other;

                Assert.Equal(ReferenceFilter.Filter(changed, IsListed), Filtered(changed, ListVerdicts.Of(HidesHTools, memory)));
                Filtered(list, ListVerdicts.Of(HidesHTools, memory));
            }
        }
    }

    [Fact]
    public void Filter_UnderAnotherPolicy_DoesNotUseTheVerdictsOfTheFirst()
    {
        var list = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a","description":"A text that makes the list long enough."},{"name":"h","x":1}]}}""");
        var other = PolicyReader.Read("""{ "version": "1", "default": "allow", "hide": ["a*"] }"""u8).Policy;
        var memory = new ListMemory();

        Assert.Contains("\"a\"", Filtered(list, ListVerdicts.Of(HidesHTools, memory)), StringComparison.Ordinal);
        Assert.DoesNotContain("\"a\"", Filtered(list, ListVerdicts.Of(other, memory)), StringComparison.Ordinal);
        Assert.DoesNotContain("name", Filtered(list, ListVerdicts.Of(policy: null, memory)), StringComparison.Ordinal);
        Assert.DoesNotContain("\"h\"", Filtered(list, ListVerdicts.Of(HidesHTools, memory)), StringComparison.Ordinal);
    }

    private static string? Filtered(byte[] message, ListVerdicts verdicts) => Filtered(ListScan.Of(message, verdicts));

    private static string? Filtered(ListScan scan)
    {
        var output = new ArrayBufferWriter<byte>();
        var page = ListFilter.Filter(scan, ProtocolEra.Legacy, output);
        return page.Problem is not null ? null : Encoding.UTF8.GetString(output.WrittenCount == 0 ? scan.Message.Span : output.WrittenSpan);
    }

    private static bool IsListed(ListKind kind, string name) => ListFilter.IsListed(HidesHTools, kind, name);
}
