using System.Text;
using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>Text that JSON readers, or libraries for times, treat differently. Both verifiers treat it alike, as docs/operate/audit-format.md says.</summary>
public sealed class VerifyOddTextTests : IDisposable
{
    private const string NotJson = "the line is not JSON";
    private const string NoChain = "a block has no chain";
    private readonly AuditVerifier _verifier = new();

    public void Dispose() => _verifier.Dispose();

    [Fact]
    public Task Day_ThatIsNotInTheCalendar_IsNotTheNameOfAChain()
    {
        string[] days = ["2026-13-45", "2026-02-29", "2026-00-01", "0000-01-01", "2026-1-1", "20261102", "2026-W45-1", "٢٠٢٦-١١-٠٢", "２０２６-11-02", " 2026-11-02", "2026-11-02\0", "2026-11-02T", "+026-11-02"];
        return AssertUnreadableAsync("is not the name of a chain", days.Select(day => Block($"calls/{day}/W", "{}")));
    }

    [Fact]
    public Task Day_InTheCalendar_IsAccepted() =>
        AssertReadAsync(new[] { "0001-01-01", "9999-12-31", "2028-02-29" }.Select(day => Block($"calls/{day}/W", "{}")));

    [Fact]
    public Task Time_ThatIsNotOne_IsUnreadable()
    {
        string[] times =
        [
            "2026-11-02T12:00:00+14:01", "2026-11-02T12:00:00-14:01", "2026-11-02T12:00:00+20:00", "2026-11-02T12:00:00-23:59", "2026-11-02T12:00:00+13:60", "2026-11-02T12:00:00-00:99", "2026-11-02T12:00:00+24:00",
            "0000-12-31T23:59:59Z", "0000-12-31T23:59:59-01:00", "0001-01-01T00:00:00+00:01", "0001-01-01T13:59:59.9999999+14:00", "9999-12-31T23:59:59-00:01", "9999-12-31T10:00:00-14:00",
            "2026-11-02T23:59:60Z", "2016-12-31T23:59:60Z", "2026-11-02T24:00:00Z", "2026-11-02T24:00:00.0000000Z", "2026-11-02T12:60:00Z", "2026-02-29T12:00:00Z",
            "٢٠٢٦-١١-٠٢T12:00:00Z", "2026-11-02T12:00:0٠Z", "2026-11-02T12:00:00.١Z", "2026-11-02T12:00:00+0٠:00",
            "2026-11-02T12:00:00.Z", "2026-11-02T12:00:00,5Z", "2026-11-02T12:00:00", "2026-11-02T12:00:00z", "2026-11-02t12:00:00Z", "2026-11-02 12:00:00Z", "2026-11-02T12:00:00+0100", "2026-11-02T12:00:00+01", "2026-11-02T12:00:00Z\n", "2026-11-02T12:00:00Z\0",
        ];
        return AssertUnreadableAsync("is not a time", times.Select(BlockAt));
    }

    [Fact]
    public Task Time_AtALimit_IsAccepted()
    {
        string[] times =
        [
            "0001-01-01T00:00:00Z", "0001-01-01T00:00:00-14:00", "0001-01-01T14:00:00+14:00", "9999-12-31T23:59:59.9999999Z", "9999-12-31T09:59:59.9999999-14:00", "9999-12-31T23:59:59+14:00", "2026-11-02T12:00:00-00:00", "2028-02-29T12:00:00.0Z",
        ];
        return AssertReadAsync(times.Select(BlockAt));
    }

    // Every unit of a time counts, with its offset: 100 ns less, and the block does not say when its entry was made.
    [Theory]
    [InlineData("2026-11-02T12:00:00.1234567Z", "2026-11-02T13:30:00.1234567+01:30", true)]
    [InlineData("2026-11-02T12:00:00.1234567Z", "2026-11-02T13:30:00.1234566+01:30", false)]
    [InlineData("0001-01-01T00:00:00.0000001Z", "0001-01-01T00:00:00.0000001-00:00", true)]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T09:59:59.9999999-14:00", true)]
    public async Task Time_IsComparedExactly(string at, string stated, bool isSame)
    {
        var details = new JsonObject { ["records"] = 1, ["first"] = stated, ["last"] = stated };
        var run = await VerifyAsync([Block("calls/2026-11-02/W", details.ToJsonString(), new JsonObject { ["id"] = "1", ["at"] = at }.ToJsonString())]);
        Assert.Equal(!isSame, run.Output.Contains("its first and last time are not those of its entries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Line_WithNothingButJsonWhiteSpace_IsIgnored()
    {
        var run = await VerifyAsync(["", " ", "\t", "\r", " \t \r", "\r\r"]);
        Assert.Equal("0 records in 0 blocks, 0 checkpoints.\nNo problems.\n", run.Output);
    }

    [Fact]
    public Task Line_WithOtherWhiteSpace_IsUnreadable() =>
        AssertUnreadableAsync(NotJson, "\v\f\u001c\u001d\u001e\u001f\u0085\u00a0\u1680\u180e\u2000\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\0".SelectMany(each => new[] { $"{each}", $" {each}\r", $"{each}{{}}", $"{{}}{each}" }));

    [Fact]
    public Task Text_ThatIsNotJson_IsUnreadable()
    {
        string[] values =
        [
            "NaN", "Infinity", "-Infinity", "[NaN]", "nan", "True", "None", "01", "-", "-01", "+1", ".5", "1.", "1e", "0x1", "1_000", "٣", "'a'", "\"\t\"", "\"\\x41\"", "\"\\u00g0\"", "\"\\ud8\"", "\"\\ud83e", "[1,]", "{\"b\":1,}", "[1 2]", "/**/1", "1//",
            "1}}", "1} {", "{\"b\":1,\"b\":2", Nested(64), Nested(65), Nested(1_000), Nested(100_000),
        ];
        return AssertUnreadableAsync(NotJson, values.Select(value => $"{{\"a\":{value}}}"));
    }

    [Fact]
    public Task Text_ThatRepeatsAName_IsUnreadable()
    {
        string[] objects = ["""{"a":1,"\u0061":2}""", """{"\ud800":1,"\udfff":2}""", """{"\ud800":1,"\ufffd":2}""", """{"":1,"":2}""", """{"b":[{"c":{"d":1,"d":1}}]}""", $$"""{"a":{{Nested(63)}},"a":{{Nested(63)}}}"""];
        return AssertUnreadableAsync("the line repeats a name", objects);
    }

    // The object is not JSON as well, and that is what is said of it.
    [Fact]
    public Task Text_ThatRepeatsANameAndIsNotJson_IsNotJson() =>
        AssertUnreadableAsync(NotJson, ["""{"a":1,"a":2}x""", """[{"a":1,"a":2}""", """{"a":1,"a":2,}""", $$"""{"a":{{Nested(64)}},"a":1}"""]);

    [Fact]
    public Task Value_InAFieldThatIsNotRead_IsAccepted()
    {
        string[] values = [new('9', 5_000), $"-{new string('9', 5_000)}", $"0.{new string('9', 5_000)}", "1e999", "-1E-999", "-0", Nested(63), "\"\\u0000\"", "\"\\ud800\"", "\"\ufffe\"", "\"\u007f\"", $"\"{new string('x', 100_000)}\"", "{\"a\":1,\"A\":2}"];
        return AssertUnreadableAsync(NoChain, values.Select(value => $"{{\"a\":{value}}}"));
    }

    [Fact]
    public Task Number_OfMoreThanTenDigits_IsOutOfRange() =>
        AssertUnreadableAsync("is out of range", new[] { new string('9', 5_000), $"-{new string('9', 5_000)}", "10000000000", "9223372036854775808", "-9223372036854775809", "-1", "-0", "0" }.Select(BlockOf));

    [Fact]
    public Task Number_NotWrittenAsAnInteger_IsMalformed() =>
        AssertUnreadableAsync("is malformed", new[] { "1.0", "1e0", "1E2", "-0.0", "true", "false", "\"1\"", "[1]", "{}" }.Select(BlockOf));

    [Fact]
    public async Task Record_NestedTooDeeply_IsUnreadable()
    {
        string[] lines = [.. new[] { 63, 64 }.Select(depth => $$"""{"ends":"1","a":{{Nested(depth)}}}""")];
        var run = await VerifyAsync([.. lines.Select(line => Block("calls/2026-11-02/W", """{"records":1,"first":"2026-11-02T12:00:00Z","last":"2026-11-02T12:00:00Z"}""", line))]);
        Assert.Single(run.Output.Split('\n'), each => each.Contains("line 1 is not JSON", StringComparison.Ordinal));
    }

    // The start of a character without its end is one U+FFFD, and so is every other byte that is not UTF-8.
    [Theory]
    [InlineData("ff", 1)]
    [InlineData("c0af", 2)]
    [InlineData("e282", 1)]
    [InlineData("eda080", 3)]
    [InlineData("f09fa6", 1)]
    [InlineData("f8888080", 4)]
    public async Task Bytes_ThatAreNotUtf8_AreReplaced(string bytes, int replacements)
    {
        var (before, after) = ("{\"chain\":\"W"u8.ToArray(), "\"}\n"u8.ToArray());
        await File.WriteAllBytesAsync(Path.Combine(_verifier.Directory, "export.jsonl"), [.. before, .. Convert.FromHexString(bytes), .. after, .. Convert.FromHexString(bytes)]);
        string[] arguments = ["export.jsonl", "--checkpoints", await _verifier.WriteAsync("checkpoints.jsonl", ""), "--keys", await _verifier.WriteAsync("keys.json", """{"keys":[]}""")];

        var run = await _verifier.RunAsync(arguments);

        Assert.Contains($"'W{string.Concat(Enumerable.Repeat("\\u{fffd}", replacements))}' is not the name of a chain", run.Output, StringComparison.Ordinal);
        Assert.Contains("unreadable: export.jsonl, line 2: the line is not JSON", run.Output, StringComparison.Ordinal);
    }

    // In UTF-16, the fox comes before U+FFFD.
    [Fact]
    public async Task Chains_AreReportedInTheOrderOfTheirCodePoints()
    {
        using var log = SampleLog.Create();
        SampleChain[] chains = [.. new[] { "calls/2026-11-02/🦊", "calls/2026-11-02/\uffee", "calls/2026-11-02/W\0", "calls/2026-11-02/W" }.Select(name => new SampleChain(name).Add(1))];
        log.AddCheckpoint("2026-11-02T14:00:00Z", [log.FirstChain, log.SecondChain, log.AdminChain, .. chains]);
        log.AddCheckpoint("2026-11-02T15:00:00Z", log.FirstChain, log.SecondChain, log.AdminChain);

        var run = await _verifier.VerifyAsync(log);

        string[] order = ["W", "W\\u{0}", "\\u{ffee}", "\\u{1f98a}"];
        Assert.Equal(
            [.. order.Select(name => $"truncated: checkpoint 6: it no longer names calls/2026-11-02/{name}"), .. order.Select(name => $"truncated: calls/2026-11-02/{name}: it is missing; checkpoint 5 says that it has 1 blocks")],
            run.Output.Split('\n').Where(each => each.StartsWith("truncated", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("true", "1")]
    [InlineData("1", "1")]
    [InlineData("[]", "[]")]
    public async Task Ending_OfAnEntryWhoseIdIsNotText_IsThatOfAnother(string id, string ends)
    {
        var proof = new JsonObject { ["entry"] = new JsonObject { ["line"] = $$"""{"id":{{id}}}""" }, ["ending"] = new JsonObject { ["line"] = $$"""{"ends":{{ends}}}""" } };
        var run = await _verifier.VerifyProofAsync(proof.ToJsonString(), new JsonObject { ["keys"] = new JsonArray() });
        Assert.Contains("the ending is that of another entry", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"entry":{},"ending":{"line":"x"}}""", "the proof has no line")]
    [InlineData("""{"line":"","chain":"calls/2026-11-02/W","number":1,"path":[null]}""", "the path of the proof is malformed")]
    [InlineData("""{"line":"","chain":"calls/2026-11-02/W","number":1,"path":["0",1]}""", "the path of the proof is not a hash")]
    [InlineData("""{"line":"","chain":"calls/2026-11-02/W","number":9223372036854775807,"path":[]}""", "the number of the proof is out of range")]
    public async Task Proof_WithSeveralMistakes_IsReportedWithTheFirst(string proof, string expected) =>
        Assert.Contains(expected, (await _verifier.VerifyProofAsync(proof, new JsonObject { ["keys"] = new JsonArray() })).Output, StringComparison.Ordinal);

    private static string Nested(int depth) => new StringBuilder().Append('[', depth).Append(']', depth).ToString();

    private static string BlockOf(string number) => Block("calls/2026-11-02/W", "{}").Replace("\"number\":1", $"\"number\":{number}", StringComparison.Ordinal);

    private static string BlockAt(string time) => Block("calls/2026-11-02/W", new JsonObject { ["first"] = time }.ToJsonString());

    private static string Block(string chain, string details, params string[] lines)
    {
        var zero = new string('0', 64);
        return new JsonObject { ["chain"] = chain, ["number"] = 1, ["previous"] = zero, ["root"] = zero, ["hash"] = zero, ["details"] = details, ["lines"] = new JsonArray([.. lines.Select(line => JsonValue.Create(line))]) }.ToJsonString();
    }

    private Task<ToolRun> VerifyAsync(IEnumerable<string> lines) => _verifier.VerifyAsync(string.Join('\n', lines), "", """{"keys":[]}""");

    private async Task AssertUnreadableAsync(string expected, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        var found = (await VerifyAsync(all)).Output.Split('\n')[..^3];
        Assert.Equal(all.Length, found.Length);
        Assert.All(found.Index(), each => Assert.True(
            each.Item.StartsWith($"unreadable: export.jsonl, line {each.Index + 1}: ", StringComparison.Ordinal) && each.Item.Contains(expected, StringComparison.Ordinal), $"{each.Item} <- {all[each.Index]}"));
    }

    private async Task AssertReadAsync(IEnumerable<string> lines) => Assert.DoesNotContain("unreadable", (await VerifyAsync(lines)).Output, StringComparison.Ordinal);
}
