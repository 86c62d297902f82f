using FuncGateway.Mcp.Telemetry;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Tests.Telemetry;

/// <summary>Tests telemetry without any listener in the process.</summary>
public sealed class CallTelemetryTests
{
    [Fact]
    public void Begin_WhenNobodyListens_MakesNothing()
    {
        var context = new DefaultHttpContext();

        Assert.Null(CallTelemetry.Begin(context, TimeProvider.System));
    }

    [Theory]
    [InlineData("tools/call", "tools/call")]
    [InlineData("", "response")]
    [InlineData("anything/else", "_OTHER")]
    public void McpMethod_OfTheCaller_IsOneOfAFewWords(string method, string tag) => Assert.Equal(tag, TagNames.McpMethod(method));

    [Fact]
    public void Tool_WithAnEndlessName_IsNotRepeated() => Assert.Equal("_OTHER", TagNames.Tool(new string('x', 129)));
}
