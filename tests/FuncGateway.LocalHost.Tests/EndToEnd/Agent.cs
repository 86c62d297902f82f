using System.Text.Json.Nodes;
using FuncGateway.Testing.Clients;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>One of the real clients, connected, with the one thing an agent does: call a tool and read the answer.</summary>
public sealed class Agent : IAsyncDisposable
{
    private readonly McpClient? _sharp;
    private readonly TypeScriptClient? _script;

    private Agent(McpClient? sharp, TypeScriptClient? script)
    {
        _sharp = sharp;
        _script = script;
    }

    public static async Task<Agent> ConnectAsync(AgentKind kind, GrantMade grant)
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {grant.Token}" };
        if (kind is AgentKind.TypeScriptV1 or AgentKind.TypeScriptV2Auto)
        {
            var sdk = kind == AgentKind.TypeScriptV1 ? TypeScriptSdk.V1 : TypeScriptSdk.V2Auto;
            return new Agent(null, await TypeScriptClient.ConnectAsync(sdk, grant.McpUrl, headers, CancellationToken.None));
        }

        var transport = new HttpClientTransport(new HttpClientTransportOptions { Endpoint = grant.McpUrl, AdditionalHeaders = headers, TransportMode = HttpTransportMode.StreamableHttp });
        var options = new McpClientOptions { ProtocolVersion = kind == AgentKind.CSharpLegacy ? "2025-11-25" : null };
        return new Agent(await McpClient.CreateAsync(transport, options), null);
    }

    /// <summary>The first text of the answer, and whether it is an error to the model.</summary>
    public async Task<(string Text, bool IsError)> CallAsync(string tool, int amount)
    {
        if (_script is not null)
        {
            var call = await _script.CallAsync(tool, new JsonObject { ["amount"] = amount }, CancellationToken.None);
            return (call.Text ?? call.Error?.Message ?? "", call.IsError);
        }

        if (_sharp is null)
        {
            throw new InvalidOperationException("The agent is not connected.");
        }

        var result = await _sharp.CallToolAsync(tool, new Dictionary<string, object?> { ["amount"] = amount });
        return (result.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text ?? "", result.IsError == true);
    }

    public async ValueTask DisposeAsync()
    {
        await (_sharp?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_script?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
