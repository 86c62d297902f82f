using System.Text;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Tests.Json;

public sealed class KnownNamesTests
{
    private static readonly KnownNames Names = new("name", "arguments", "uri", "task", "taskId", "io.example/key");

    [Theory]
    [InlineData("Name", "name")]
    [InlineData("name\u0000", "name")]
    [InlineData("name\u0001", "name")]
    [InlineData("na\u200bme", "name")]
    [InlineData("na\u007fme", "name")]
    [InlineData("\ufeffname", "name")]
    [InlineData(" name", "name")]
    [InlineData("\u00a0name\u3000", "name")]
    [InlineData("arguments ", "arguments")]
    [InlineData("argument\u017f", "arguments")]
    [InlineData("ta\u017fk", "task")]
    [InlineData("tas\u212a", "task")]
    [InlineData("taskid", "taskId")]
    [InlineData("task\u0131d", "taskId")]
    [InlineData("ur\u0131", "uri")]
    [InlineData("UR\u0130", "uri")]
    [InlineData("uri\u0307", "uri")]
    [InlineData("IO.EXAMPLE/KEY", "io.example/key")]
    public void LookAlike_OfWhatALenientServerTakesForAName_IsThatName(string text, string name) => Assert.Equal(name, LookAlike(text));

    [Theory]
    [InlineData("name")]
    [InlineData("taskId")]
    [InlineData("io.example/key")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("na me")]
    [InlineData("names")]
    [InlineData("displayName")]
    [InlineData("n\u00e4me")]
    [InlineData("n\u0430me")]
    public void LookAlike_OfAKnownNameOrAnythingElse_IsNone(string text) => Assert.Null(LookAlike(text));

    [Fact]
    public void LookAlike_OfAnyTextHoweverLong_AllocatesNothing()
    {
        var hidden = Encoding.UTF8.GetBytes(new string('\u200b', 1_000_000) + "Name" + new string(' ', 1_000_000));
        var other = Encoding.UTF8.GetBytes(new string('N', 4_000_000));
        Assert.Equal("name", Names.LookAlike(hidden));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = (Names.LookAlike(hidden), Names.LookAlike(other), Names.LookAlike("name"u8), Names.LookAlike("other"u8));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(("name", null, null, null), found);
    }

    private static string? LookAlike(string text) => Names.LookAlike(Encoding.UTF8.GetBytes(text));
}
