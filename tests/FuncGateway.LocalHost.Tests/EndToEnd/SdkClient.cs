using FuncGateway.Testing.Gateways;
using ModelContextProtocol.Client;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The client of the C# SDK.</summary>
internal static class SdkClient
{
    /// <param name="version">The only revision it speaks; null: as it comes, the newest first.</param>
    public static Task<McpClient> ConnectAsync(GrantWithToken grant, string? version, McpClientHandlers? handlers = null) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = grant.McpUrl, TransportMode = HttpTransportMode.StreamableHttp, AdditionalHeaders = grant.Headers }),
        new McpClientOptions { ProtocolVersion = version, Handlers = handlers ?? new() });
}
