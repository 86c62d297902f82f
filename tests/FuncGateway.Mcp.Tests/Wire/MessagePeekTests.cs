using System.Text;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Tests.Wire;

public sealed class MessagePeekTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""", MessageKind.Result, true)]
    [InlineData("""{"result":{"isError":false,"content":[{"isError":true}]},"id":1,"jsonrpc":"2.0"}""", MessageKind.Result, true)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"content":[],"isError":true}}""", MessageKind.ToolError, true)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"x"}}""", MessageKind.Error, true)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-1},"result":null}""", MessageKind.Error, true)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":null,"result":{}}""", MessageKind.Result, true)]
    [InlineData("""{"jsonrpc":"2.0","id":1.0,"result":null}""", MessageKind.Result, true)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"x":NaN,"y":[-Infinity,],}}""", MessageKind.Result, true)]
    [InlineData("""{"jsonrpc":"2.0","id":"1","result":{}}""", MessageKind.Result, false)]
    [InlineData("""{"jsonrpc":"2.0","id":2,"result":{}}""", MessageKind.Result, false)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-1}}""", MessageKind.Error, false)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{"result":1}}""", MessageKind.FromServer, false)]
    [InlineData("""{"error":"Internal Server Error"}""", MessageKind.Unreadable, false)]
    [InlineData("""{"jsonrpc":"2.0","id":"\ud800","result":{}}""", MessageKind.Result, false)]
    [InlineData("", MessageKind.Unreadable, false)]
    public void Look_AtAMessage_TellsWhatItIsAndWhetherItAnswers(string message, MessageKind kind, bool answers)
    {
        var peek = MessagePeek.Look(Encoding.UTF8.GetBytes(message), "1"u8);

        Assert.Equal((kind, answers, answers), (peek.Kind, peek.Answers, peek.ClaimsToAnswer));
    }

    [Theory]
    [InlineData("""{"id":1,"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"message":"no code"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-1},"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"text"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{},"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{},"\ud800":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}} {}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{},/**/"x":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{},'x':1}""")]
    public void Look_AtWhatClientsReadDifferently_IsNoAnswerButClaimsToBeOne(string message)
    {
        var peek = MessagePeek.Look(Encoding.UTF8.GetBytes(message), "1"u8);

        Assert.Equal((false, true), (peek.Answers, peek.ClaimsToAnswer));
    }

    [Fact]
    public void Look_AtAKeyWithAnEscapeAndInvalidUtf8_IsOddAndNoAnswer()
    {
        var message = Encoding.Latin1.GetBytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"\\u0061\u00ff\":1}}");

        var peek = MessagePeek.Look(message, "1"u8);

        Assert.Equal((true, false, true), (peek.IsOdd, peek.Answers, peek.ClaimsToAnswer));
    }

    [Fact]
    public void Look_AtAMessageCutInAnyPlace_TellsTheSame()
    {
        var message = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","result":{"content":[{"text":"a\"}{","n":[1e5,null]}],"isError":true},"id":"\u0061"}""");
        for (var size = 1; size < message.Length; size++)
        {
            var skim = new MessageSkim();
            foreach (var part in message.Chunk(size))
            {
                skim.Feed(part);
            }

            Assert.Equal(MessagePeek.Look(message, "\"a\""u8), MessagePeek.Of(skim, "\"a\""u8));
        }
    }

    [Theory]
    [InlineData("\"\\u0061\\/\"", "\"a/\"", true)]
    [InlineData("12345678901234567890123456789012345678901234567890", "12345678901234567890123456789012345678901234567890", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("\"\"", "0", false)]
    public void Look_AtAnId_ComparesWhatItMeans(string id, string expected, bool isSame) =>
        Assert.Equal(isSame, MessagePeek.Look(Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":{{}}}}"), Encoding.UTF8.GetBytes(expected)).Answers);
}
