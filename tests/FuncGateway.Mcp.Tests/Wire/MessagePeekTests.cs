using System.Text;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Tests.Wire;

public sealed class MessagePeekTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""", MessageKind.Result, true)]
    [InlineData("""{"result":{"isError":false,"content":[{"isError":true}]},"id":1}""", MessageKind.Result, true)]
    [InlineData("""{"id":1,"result":{"content":[],"isError":true}}""", MessageKind.ToolError, true)]
    [InlineData("""{"id":1,"error":{"code":-1,"message":"x"}}""", MessageKind.Error, true)]
    [InlineData("""{"id":1.0,"result":null}""", MessageKind.Result, true)]
    [InlineData("""{"id":"1","result":{}}""", MessageKind.Result, false)]
    [InlineData("""{"id":2,"result":{}}""", MessageKind.Result, false)]
    [InlineData("""{"id":null,"error":{"code":-1}}""", MessageKind.Error, false)]
    [InlineData("""{"id":1,"method":"sampling/createMessage","params":{"result":1}}""", MessageKind.FromServer, false)]
    [InlineData("""{"error":"Internal Server Error"}""", MessageKind.Unreadable, false)]
    [InlineData("""{"id":1,"error":{"message":"no code"}}""", MessageKind.Unreadable, false)]
    [InlineData("""[{"id":1,"result":{}}]""", MessageKind.Unreadable, false)]
    [InlineData("""{"id":1,"result":{}""", MessageKind.Unreadable, false)]
    [InlineData("""{"id":"\ud800","result":{}}""", MessageKind.Result, false)]
    [InlineData("""{"id":1,"result":{},"\ud800":1}""", MessageKind.Unreadable, false)]
    [InlineData("", MessageKind.Unreadable, false)]
    public void Look_AtAMessage_TellsWhatItIsAndWhetherItAnswers(string message, MessageKind kind, bool answers)
    {
        Assert.Equal(kind, MessagePeek.Look(Encoding.UTF8.GetBytes(message), "1"u8, out var answersExpected));
        Assert.Equal(answers, answersExpected);
    }

    [Theory]
    [InlineData("\"\\u0061\\/\"", "\"a/\"", true)]
    [InlineData("12345678901234567890123456789012345678901234567890", "12345678901234567890123456789012345678901234567890", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("\"\"", "0", false)]
    public void Look_AtAnId_ComparesWhatItMeans(string id, string expected, bool isSame)
    {
        MessagePeek.Look(Encoding.UTF8.GetBytes($"{{\"id\":{id},\"result\":{{}}}}"), Encoding.UTF8.GetBytes(expected), out var answers);

        Assert.Equal(isSame, answers);
    }
}
