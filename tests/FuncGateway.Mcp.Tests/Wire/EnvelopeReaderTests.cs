using System.Text;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Tests.Wire;

public sealed class EnvelopeReaderTests
{
    [Fact]
    public void Read_OfAToolCall_FindsWhatItIsJudgedBy_InTheBytesThemselves()
    {
        const string Body = """
            { "params" : {"_meta":{"progressToken": "p\u0031","io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}},
              "arguments":{ "a" : [1.0] }, "n\u0061me":"x\/y"} , "id": 12345678901234567890, "method":"tools\/call","jsonrpc":"2.0" }
            """;

        var envelope = Accepted(Body);

        Assert.Equal((EnvelopeKind.Request, "tools/call", "x/y", "2026-07-28", true), (envelope.Kind, envelope.Method, envelope.Name, envelope.MetaProtocolVersion, envelope.HasClientCapabilities));
        Assert.Equal(("12345678901234567890", """{ "a" : [1.0] }""", "\"p\\u0031\""), (Text(envelope.Id), Text(envelope.Arguments), Text(envelope.ProgressToken)));
        Assert.Equal(Body, Text(envelope.Body));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":"","method":"x"}""", EnvelopeKind.Request)]
    [InlineData("""{"jsonrpc":"2.0","method":"x","extra":[]}""", EnvelopeKind.Notification)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":null}""", EnvelopeKind.Response)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":1}}""", EnvelopeKind.Response)]
    public void Read_OfAMessage_KnowsItsKind(string body, object kind) => Assert.Equal(kind, Accepted(body).Kind);

    [Fact]
    public void Read_OfOtherMethods_FindsWhatTheyName()
    {
        Assert.Equal("u", Accepted("""{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"u"}}""").Uri);
        Assert.Equal("t", Accepted("""{"jsonrpc":"2.0","id":1,"method":"tasks/get","params":{"taskId":"t"}}""").TaskId);
        Assert.Equal("\"c\"", Text(Accepted("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"c"}}""").Cursor));
        Assert.Equal("7", Text(Accepted("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}""").RequestId));
    }

    [Fact]
    public void Read_OfAMessageThatIsRefused_StillTellsItsId()
    {
        var (envelope, problem) = EnvelopeReader.Read(Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"NAME":"a"}}"""));

        Assert.Equal("\"x\"", Text(envelope.Id));
        Assert.Equal("The key \"NAME\" could be taken for \"name\"; exactly \"name\" is accepted.", problem?.Message);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(100_000)]
    public void Read_OfAKeyThatComesTwice_FindsIt_AmongFewAndMany(int keys)
    {
        var members = string.Join(',', Enumerable.Range(0, keys).Select(key => $"\"k{key}\":{{\"k{key}\":0}}"));
        string Call(string more) => "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\",\"arguments\":{" + members + more + "},\"x\":{" + members + "}}}";

        Accepted(Call(""));
        Assert.Contains($"\"k{keys - 1}\" comes twice", Refused(Call($",\"k{keys - 1}\":1")).Message, StringComparison.Ordinal);
        Assert.Contains("\"k0\" comes twice", Refused(Call(",\"\\u006b0\":1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfBrokenJson_TellsThePlaceAndNotTheText()
    {
        var problem = Refused("{\"jsonrpc\":\"2.0\",\n\"secret\": tru }");

        Assert.Contains("line 2", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    private static Envelope Accepted(string body)
    {
        var (envelope, problem) = EnvelopeReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.Null(problem);
        return envelope;
    }

    private static WireProblem Refused(string body)
    {
        var (_, problem) = EnvelopeReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.NotNull(problem);
        return problem;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
