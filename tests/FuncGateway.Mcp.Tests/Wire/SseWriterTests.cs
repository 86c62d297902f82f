using System.Buffers;
using System.Text;
using FuncGateway.Mcp.Wire;
using FuncGateway.Testing.Clients;

namespace FuncGateway.Mcp.Tests.Wire;

public sealed class SseWriterTests
{
    [Theory]
    [InlineData("data: old\n\n", "data: new\n\n")]
    [InlineData("event: message\nid: 4\ndata: old\nretry: 3\n\n", "event: message\nid: 4\ndata: new\nretry: 3\n\n")]
    [InlineData("id: 4\r\ndata: o\r\ndata: ld\r\n\r\n", "id: 4\r\ndata: new\n\r\n")]
    [InlineData("\ndata:old\r: c\r\r", "\ndata: new\n: c\r\r")]
    [InlineData("data\ndata: old\nother: kept\ndata\n\n", "data: new\nother: kept\n\n")]
    [InlineData("Data: x\n data: x\ndatabase: x\nx: {\n{\nżx: 1\nevent: a\u2028data: x\ndata: old\n\n", "data: new\n\n")]
    public void WithData_OfAnEvent_ReplacesItsDataAndNothingElse(string raw, string expected) =>
        Assert.Equal(expected, Written(output => SseWriter.WithData(output, Encoding.UTF8.GetBytes(raw), "new"u8)));

    [Fact]
    public void WithData_ThatHasCharactersAtWhichSomeClientsEndALine_EscapesThem() =>
        Assert.Equal("data: \"a\\u2028b\\u2029\\u0085\\u000bc\"\n\n", Written(output => SseWriter.WithData(output, "data: x\n\n"u8, "\"a\u2028b\u2029\u0085\vc\""u8)));

    [Fact]
    public void Open_OfAStream_IsACommentWithoutText() => Assert.Equal(OpenedStream.Comment, Written(SseWriter.Open));

    [Fact]
    public void Message_OfSeveralLines_IsReadBackAsOne()
    {
        var text = Written(output => SseWriter.Message(output, "{\n\"a\":1\n}"u8));

        Assert.Equal("event: message\ndata: {\ndata: \"a\":1\ndata: }\n\n", text);
    }

    private static string Written(Action<ArrayBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
