using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Testing.Clients;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>One of the real clients, connected, with what an agent does: list tools, call one and read the answer.</summary>
public sealed class AnyAgent : IAsyncDisposable
{
    private readonly Agent? _sharp;
    private readonly TypeScriptClient? _script;

    private AnyAgent(Agent? sharp, TypeScriptClient? script)
    {
        _sharp = sharp;
        _script = script;
    }

    private Agent Sharp => _sharp ?? throw new InvalidOperationException("The agent is not connected.");

    public static async Task<AnyAgent> ConnectAsync(AgentKind kind, GrantWithToken grant)
    {
        if (kind is AgentKind.TypeScriptV1 or AgentKind.TypeScriptV2Auto)
        {
            var sdk = kind == AgentKind.TypeScriptV1 ? TypeScriptSdk.V1 : TypeScriptSdk.V2Auto;
            return new AnyAgent(null, await TypeScriptClient.ConnectAsync(sdk, grant.McpUrl, grant.Headers, CancellationToken.None));
        }

        return new AnyAgent(await Agent.ConnectAsync(grant, kind == AgentKind.CSharpLegacy ? Agent.Legacy : null), null);
    }

    /// <summary>The names of all tools, in the order of the list.</summary>
    public async Task<IReadOnlyList<string>> ListAsync() =>
        _script is not null ? await _script.ListToolNamesAsync(CancellationToken.None) : await Sharp.ListAsync();

    /// <summary>The first text of the answer, and whether it is an error to the model.</summary>
    public Task<(string Text, bool IsError)> CallAsync(string tool, int amount) => CallAsync(tool, new JsonObject { ["amount"] = amount });

    /// <inheritdoc cref="CallAsync(string, int)"/>
    public async Task<(string Text, bool IsError)> CallAsync(string tool, JsonObject arguments)
    {
        if (_script is not null)
        {
            var call = await _script.CallAsync(tool, arguments, CancellationToken.None);
            return (call.Text ?? call.Error?.Message ?? "", call.IsError);
        }

        return await Sharp.CallAsync(tool, arguments.Deserialize<Dictionary<string, object?>>());
    }

    public async ValueTask DisposeAsync()
    {
        await (_sharp?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_script?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
