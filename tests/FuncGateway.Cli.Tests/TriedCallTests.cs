using FuncGateway.Cli.Commands;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Tests;

public sealed class TriedCallTests
{
    [Theory]
    [InlineData("a:=\"\\ud800\"")]
    [InlineData("a:={\"\\udc00\":1}")]
    [InlineData("a:={\"b\":1,\"b\":2}")]
    [InlineData("a:={\"c\":{\"b\":1,\"b\":2}}")]
    [InlineData("a:=")]
    public void CallOf_AnArgumentThatNoServerReadsForCertain_IsRefused(string argument)
    {
        var refusal = Assert.Throws<CliException>(() => PolicyTryCommand.CallOf(null, "tool", [argument]));

        Assert.Equal(ExitCodes.Usage, refusal.ExitCode);
        Assert.Contains("Accepted: NAME=TEXT, or NAME:=JSON", refusal.Message, StringComparison.Ordinal);
    }
}
