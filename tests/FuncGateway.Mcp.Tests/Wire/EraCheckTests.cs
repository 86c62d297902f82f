using System.Text;
using System.Text.Json;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Tests.Wire;

public sealed class EraCheckTests
{
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}""";

    [Theory]
    [InlineData("draft")]
    [InlineData("2026-7-28")]
    [InlineData("")]
    public void Check_OfAVersionHeaderThatIsNoVersion_NamesTheHeaderAndWhatIsSupported(string version)
    {
        var (_, problem) = Check(Initialize, version);

        Assert.NotNull(problem);
        Assert.Equal((400, McpErrorCode.UnsupportedProtocolVersion), (problem.Status, problem.Code));
        Assert.Contains("MCP-Protocol-Version header", problem.Message, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(ReplyBody.Error("1"u8, problem.Code, problem.Message, problem.UnsupportedVersion));
        var data = body.RootElement.GetProperty("error").GetProperty("data");
        Assert.Equal(ProtocolRevision.Supported, data.GetProperty("supported").EnumerateArray().Select(each => each.GetString()!));
        Assert.Equal(version, data.GetProperty("requested").GetString());
    }

    [Fact]
    public void Check_OfInitializeWithTheHeaderOfAnEarlierProbe_OpensALegacySession()
    {
        Assert.Equal((ProtocolEra.Legacy, null), Check(Initialize, ProtocolRevision.FirstModern));

        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/");
        UpstreamHeaders.CopyRequest(new HeaderDictionary { [McpHeaders.ProtocolVersion] = ProtocolRevision.FirstModern }, request, ProtocolEra.Legacy);
        Assert.False(request.Headers.Contains(McpHeaders.ProtocolVersion));
    }

    [Fact]
    public void Check_OfAnyOtherRequestWithAModernHeaderButNoMeta_IsRefused()
    {
        var (_, problem) = Check("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", ProtocolRevision.FirstModern);

        Assert.Equal(McpErrorCode.InvalidParams, problem?.Code);
    }

    [Fact]
    public void Check_OfARevisionThatIsNotKnownYet_IsLeftToTheServer()
    {
        Assert.Equal((ProtocolEra.Legacy, null), Check("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", "2024-11-05"));
        Assert.Equal(ProtocolEra.Modern, Check("""{"jsonrpc":"2.0","method":"notifications/x"}""", "2027-01-01").Era);
    }

    private static (ProtocolEra Era, WireProblem? Problem) Check(string body, string version)
    {
        var (envelope, problem) = EnvelopeReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.Null(problem);
        return EraCheck.Check(envelope, new HeaderDictionary { [McpHeaders.ProtocolVersion] = version });
    }
}
