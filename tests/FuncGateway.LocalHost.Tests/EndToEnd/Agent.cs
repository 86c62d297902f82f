using System.Text.Json;
using System.Threading.Channels;
using FuncGateway.Testing.Gateways;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

// Logging, sampling and elicitation as requests of the server ended with 2025-11-25, which legacy clients still speak.
#pragma warning disable MCP9005

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>A client on the C# SDK that answers whatever a server asks and keeps what it was told.</summary>
internal sealed class Agent : IAsyncDisposable
{
    public const string Modern = "2026-07-28";
    public const string Legacy = "2025-11-25";

    private readonly Channel<string> _logged = Channel.CreateUnbounded<string>();
    private McpClient? _client;

    private Agent()
    {
    }

    /// <summary>What the server logged, as it is handled: the SDK hands notifications out side by side.</summary>
    public ChannelReader<string> Logged => _logged.Reader;

    public McpClient Client => _client ?? throw new InvalidOperationException("The client has not been connected.");

    /// <param name="version">The only revision it speaks; null: as it comes, the newest first.</param>
    public static async Task<Agent> ConnectAsync(GrantWithToken grant, string? version)
    {
        var agent = new Agent();
        agent._client = await SdkClient.ConnectAsync(grant, version, new McpClientHandlers
        {
            SamplingHandler = (_, _, _) => ValueTask.FromResult(new CreateMessageResult { Model = "test", Content = [new TextContentBlock { Text = "sampled" }] }),
            ElicitationHandler = (_, _) => ValueTask.FromResult(new ElicitResult { Action = "accept", Content = new Dictionary<string, JsonElement> { ["username"] = JsonSerializer.SerializeToElement("ann") } }),
            NotificationHandlers = [new(NotificationMethods.LoggingMessageNotification, agent.NoteAsync)],
        });
        return agent;
    }

    public async Task<string[]> ListAsync() => [.. (await Client.ListToolsAsync()).Select(tool => tool.Name)];

    /// <summary>Text of the result, and whether it says that it went wrong.</summary>
    public async Task<(string Text, bool IsError)> CallAsync(string tool, Dictionary<string, object?>? arguments = null, IProgress<ProgressNotificationValue>? progress = null)
    {
        var result = await Client.CallToolAsync(tool, arguments, progress);
        return (result.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text ?? "", result.IsError == true);
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private ValueTask NoteAsync(JsonRpcNotification notification, CancellationToken cancellationToken)
    {
        return _logged.Writer.WriteAsync(notification.Params?["data"]?.ToString() ?? "", cancellationToken);
    }
}
