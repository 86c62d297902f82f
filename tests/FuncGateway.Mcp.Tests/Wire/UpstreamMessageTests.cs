using System.Text;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Tests.Wire;

/// <summary>A message that clients could read differently is not readable, wherever in it that is.</summary>
public sealed class UpstreamMessageTests
{
    /// <summary>Messages in which one known member is marked.</summary>
    public static TheoryData<string> Messages =>
    [
        """{"id":1,"~method":"m","params":{}}""",
        """{"method":"m","~params":{"uri":"u"}}""",
        """{"method":"m","params":{"~uri":"u"}}""",
        """{"method":"m","params":{"~taskId":"t"}}""",
        """{"method":"m","params":{"~_meta":{}}}""",
        """{"method":"m","params":{"_meta":{"x":1,"~io.modelcontextprotocol/related-task":{"taskId":"t"}}}}""",
        """{"method":"m","params":{"_meta":{"io.modelcontextprotocol/related-task":{"x":{},"~taskId":"t"}}}}""",
        """{"~id":1,"result":{}}""",
        """{"id":1,"~result":{"taskId":"t"}}""",
        """{"id":1,"result":{"~taskId":"t"}}""",
        """{"id":1,"result":{"~resultType":"task","taskId":"t"}}""",
        """{"id":1,"result":{"~task":{"taskId":"t"}}}""",
        """{"id":1,"result":{"task":{"status":"s","~taskId":"t"}}}""",
        """{"id":1,"result":{"~tasks":[]}}""",
        """{"id":1,"result":{"tasks":[1,{"~taskId":"t"}]}}""",
        """{"id":1,"result":{"~_meta":{}}}""",
        """{"id":1,"result":{"_meta":{"~io.modelcontextprotocol/related-task":{"taskId":"t"}}}}""",
        """{"id":1,"result":{"_meta":{"io.modelcontextprotocol/related-task":{"~taskId":"t"}}}}""",
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_OfAMessageWhoseMemberIsThereTwiceOrLooksLikeOne_IsNotReadable(string message)
    {
        var at = message.IndexOf('~', StringComparison.Ordinal);
        var plain = message.Remove(at, 1);
        var name = plain[at..plain.IndexOf('"', at)];
        string[] alike = [name, name.ToUpperInvariant(), name + "\\u0000", "\\u200b" + name, name.Insert(1, "\\u0007"), name + " "];

        Assert.True(Read(plain).IsReadable);
        foreach (var other in alike)
        {
            var twice = Read(plain.Insert(at - 1, $"\"{other}\":null,"));
            Assert.Equal((false, true), (twice.IsReadable, twice.IsAmbiguous));
            Assert.Equal(other != name, Read(plain.Remove(at, name.Length).Insert(at, other)).IsAmbiguous);
        }
    }

    [Theory]
    [InlineData("""{"method":"m","params":{"x":NaN}}""")]
    [InlineData("""{"method":"m","params":{"x":1,}}""")]
    [InlineData("""{"method":7,"params":{"uri":"u"}}""")]
    [InlineData("""{"method":"\ud800","params":{"uri":"u"}}""")]
    [InlineData("""[{"method":"m"}]""")]
    public void Read_OfWhatOnlyLenientClientsRead_IsNotReadable(string message) => Assert.False(Read(message).IsReadable);

    [Fact]
    public void Read_OfAnAmbiguousResult_StillFindsTheIdBehindIt()
    {
        const string Message = """{"result":{"Task":1},"id":7}""";

        Assert.Equal("7", Encoding.UTF8.GetString(Read(Message).Id.Of(Encoding.UTF8.GetBytes(Message))));
    }

    private static UpstreamMessage Read(string message) => UpstreamMessage.Read(Encoding.UTF8.GetBytes(message));
}
