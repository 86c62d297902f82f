using System.Text;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Tests.Json;

public sealed class StrictJsonReaderTests
{
    private const int MaxDepth = 4;

    [Theory]
    [InlineData("null")]
    [InlineData(" [1, \"a\", true]\n")]
    [InlineData("""{"a":{"b":[{"a":1},{"a":2}]},"b":"\ud83d\ude00","":0}""")]
    public void Read_StrictJson_HasNoProblem(string json) => Assert.Equal(default, Problem(json));

    [Theory]
    [InlineData("", JsonProblemKind.InvalidJson, 1, 1)]
    [InlineData("\n {", JsonProblemKind.InvalidJson, 2, 3)]
    [InlineData("{\"a\":1,}", JsonProblemKind.InvalidJson, 1, 8)]
    [InlineData("{\"a\":1,/**/\"b\":2}", JsonProblemKind.InvalidJson, 1, 8)]
    [InlineData("\uFEFF{}", JsonProblemKind.ByteOrderMark, 1, 1)]
    [InlineData("{}\n {}", JsonProblemKind.TrailingContent, 2, 2)]
    [InlineData("\"a\" x", JsonProblemKind.TrailingContent, 1, 5)]
    [InlineData("{} // end", JsonProblemKind.TrailingContent, 1, 4)]
    [InlineData("[[[[[]]]]]", JsonProblemKind.TooDeep, 1, 5)]
    [InlineData("[[[\n{\"a\":{}}]]]", JsonProblemKind.TooDeep, 2, 6)]
    [InlineData("{\"a\":1,\n\"\\u0061\":2}", JsonProblemKind.RepeatedKey, 2, 1, "\"a\"")]
    [InlineData("[{\"x\":[{\"a\":1,\"a\":2}]}]", JsonProblemKind.RepeatedKey, 1, 15, "\"a\"")]
    [InlineData("{\"\\ud800\":1}", JsonProblemKind.BrokenKey, 1, 2)]
    [InlineData("[\"é\\udc00\"]", JsonProblemKind.BrokenString, 1, 2)]
    public void Read_AnythingElse_StopsAtItsPlace(string json, object kind, int line, int at, string key = "")
    {
        var problem = Problem(json);
        Assert.Equal(new JsonProblem((JsonProblemKind)kind, line, at, key), problem);
        Assert.Equal($"line {line}, byte {at}", problem.At);
    }

    [Theory]
    [InlineData("{\"a\":\n\"\xFF\"}", 2, 2)]
    [InlineData("\xC3", 1, 1)]
    [InlineData("  \xED\xA0\x80", 1, 3)]
    public void Read_BytesThatAreNotUtf8_NamesTheFirst(string latin1, int line, int at) =>
        Assert.Equal(new JsonProblem(JsonProblemKind.InvalidUtf8, line, at), Problem(Encoding.Latin1.GetBytes(latin1)));

    [Fact]
    public void Read_InvalidUtf8FarBehind_IsFoundThere() =>
        Assert.Equal(new JsonProblem(JsonProblemKind.InvalidUtf8, 1, 4003), Problem([(byte)'"', .. Encoding.UTF8.GetBytes(new string('é', 2000)), (byte)'a', 0xC3, (byte)'"']));

    [Theory]
    [InlineData(10)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(100_000)]
    public void Read_ARepeatedKey_IsFoundAmongFewAndMany(int keys)
    {
        var members = string.Join(',', Enumerable.Range(0, keys).Select(key => $"\"k{key}\":{{\"k{key}\":0}}"));

        Assert.Equal(JsonProblemKind.None, Problem($"[{{{members}}},{{{members}}}]").Kind);
        Assert.Equal("\"k0\"", Problem($"{{{members},\"\\u006b0\":0}}").Key);
        Assert.Equal($"\"k{keys - 1}\"", Problem($"{{{members},\"k{keys - 1}\":0}}").Key);
    }

    [Fact]
    public void Read_WhenAllProblemsAreWanted_ReportsEachAndGoesOn()
    {
        var json = Encoding.UTF8.GetBytes("""{"a":[[[[{"a":1,"a":2}]]]],"a":"\ud800","\udc00":1,"\udc00":2,"b":{"a":0}}""");
        var reader = new StrictJsonReader(json, MaxDepth, findsAll: true);
        var found = new List<(JsonProblemKind, int)>();
        while (reader.Read())
        {
            if (reader.ProblemKind != JsonProblemKind.None)
            {
                found.Add((reader.ProblemKind, reader.TokenStart));
            }
        }

        reader.Dispose();
        Assert.Equal(
            [(JsonProblemKind.TooDeep, 8), (JsonProblemKind.RepeatedKey, 27), (JsonProblemKind.BrokenString, 31), (JsonProblemKind.BrokenKey, 40), (JsonProblemKind.BrokenKey, 51)],
            found);
    }

    [Fact]
    public void Read_WhenAllProblemsAreWanted_StillEndsWhereJsonEnds()
    {
        var reader = new StrictJsonReader("""{"a":1,"a":2,]"""u8.ToArray(), MaxDepth, findsAll: true);
        while (reader.Read())
        {
        }

        Assert.False(reader.Read());
        Assert.Equal(new JsonProblem(JsonProblemKind.InvalidJson, 1, 14), reader.Problem);
        reader.Dispose();
    }

    [Fact]
    public void SkipValue_ChecksAllOfItAndStopsAtItsEnd()
    {
        var reader = new StrictJsonReader("""{"a":[{"b":[1]},2],"c":3}"""u8.ToArray(), MaxDepth);
        Assert.True(reader.Read() && reader.ReadKey(out _) && reader.Read());
        var start = reader.TokenStart;

        Assert.True(reader.SkipValue());
        Assert.Equal("""[{"b":[1]},2]""", Encoding.UTF8.GetString(reader.Since(start).Span));
        Assert.True(reader.ReadKey(out var next));
        Assert.Equal("c"u8, next);
        reader.Dispose();
    }

    private static JsonProblem Problem(string json) => Problem(Encoding.UTF8.GetBytes(json));

    private static JsonProblem Problem(byte[] json) => StrictJsonReader.FindProblem(json, MaxDepth);
}
