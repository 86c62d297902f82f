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
    [InlineData("name\\u0001", "name\\u0001", "name")]
    [InlineData("Name", "Name", "name")]
    [InlineData("na\u200bme", "na\\u200Bme", "name")]
    [InlineData("na\u007fme", "na\\u007Fme", "name")]
    [InlineData(" name", " name", "name")]
    [InlineData("arguments ", "arguments ", "arguments")]
    [InlineData("ta\u017fk", "ta\\u017Fk", "task")]
    [InlineData("ur\u0131", "ur\\u0131", "uri")]
    [InlineData("URI", "URI", "uri")]
    [InlineData("taskid", "taskid", "taskId")]
    public void Read_OfAKeyThatLooksLikeOneOfTheProtocol_NamesBoth(string key, string shown, string known) =>
        Assert.Equal(
            WireProblem.BadRequest($"The key \"{shown}\" could be taken for \"{known}\"; exactly \"{known}\" is accepted."),
            Refused("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":{\"" + key + "\":0}}"));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"x","method ":"y"}""", "method ", "method")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"PROGRESSTOKEN":1}}}""", "PROGRESSTOKEN", "progressToken")]
    public void Read_OfALookAlikeInTheEnvelopeOrInMeta_NamesBoth(string body, string shown, string known) =>
        Assert.Equal($"The key \"{shown}\" could be taken for \"{known}\"; exactly \"{known}\" is accepted.", Refused(body).Message);

    [Theory]
    [InlineData("tools/call ", "tools/call ", "tools/call")]
    [InlineData("Tools/Call", "Tools/Call", "tools/call")]
    [InlineData("tools/cal\u200bl", "tools/cal\\u200Bl", "tools/call")]
    [InlineData("tools/call\\u0000", "tools/call\\u0000", "tools/call")]
    [InlineData("tools/l\u0131st", "tools/l\\u0131st", "tools/list")]
    [InlineData("Resources/Read", "Resources/Read", "resources/read")]
    public void Read_OfAMethodThatLooksLikeAGuardedOne_NamesBoth(string method, string shown, string known) =>
        Assert.Equal(
            WireProblem.BadRequest($"The method \"{shown}\" could be taken for \"{known}\"; exactly \"{known}\" is accepted."),
            Refused($$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}"}"""));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"x/Y z","X":1,"the id":2,"params":{"displayName":1,"na me":2,"n\u00e4me":3,"\u200b":4,"_meta":{"com.example/Trace":1,"n\u0430me":2}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"Name":1,"name ":2,"name":3}}}""")]
    public void Read_OfUnknownKeysThatLookLikeNone_Accepts(string body) => Accepted(body);

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":{"k":1,"\u006b":"secret"}}}""", "The key \"k\" is repeated at line 1, byte 59; each key is accepted once in an object.")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"x","a":"secret\ud800"}""", "The string at line 1, byte 42 contains half of a surrogate pair; whole characters are accepted.")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"x"} secret""", "There is more text after the message at line 1, byte 39; one JSON-RPC object and nothing after it is accepted.")]
    [InlineData("7", "The body is a number; one JSON-RPC object is accepted.")]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"x"}""", "\"id\" is a number that is not an integer; a string or an integer is accepted.")]
    public void Read_OfWhatIsNotStrict_TellsThePlaceAndNoValue(string body, string message) => Assert.Equal(message, Refused(body).Message);

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
