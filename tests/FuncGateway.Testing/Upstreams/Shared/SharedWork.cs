using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

// Sampling was removed after 2025-11-25, which is used here.
#pragma warning disable MCP9005

namespace FuncGateway.Testing.Upstreams.Shared;

/// <summary>The tools and resources of a shared upstream on the C# SDK, and what is known of their use.</summary>
internal sealed class SharedWork
{
    private readonly ConcurrentDictionary<string, int> _started = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _cancelled = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RequestContext<SubscriptionsListenRequestParams>, IList<string>> _listening = new();

    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>Number of requests that listen now.</summary>
    public int Listening => _listening.Count;

    public int Started(string name) => _started.GetValueOrDefault(name);

    public int Cancelled(string name) => _cancelled.GetValueOrDefault(name);

    public void Release(string name) => Gate(name).TrySetResult();

    public static ValueTask<ListToolsResult> ListAsync(RequestContext<ListToolsRequestParams> request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ListToolsResult { Tools = [new Tool { Name = SharedUpstream.Work }, new Tool { Name = SharedUpstream.Ask }] });

    public async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var arguments = request.Params.Arguments ?? throw new McpException("Arguments are needed.");
        var name = arguments["case"].GetString() ?? "";
        _started.AddOrUpdate(name, 1, (_, count) => count + 1);
        var text = request.Params.Name == SharedUpstream.Work
            ? await WorkAsync(request, name, cancellationToken)
            : await AskAsync(request.Server, arguments["how"].GetString(), cancellationToken);
        return new CallToolResult { Content = [new TextContentBlock { Text = text }] };
    }

    public async ValueTask<EmptyResult> ListenAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        await NotifyAsync(request, NotificationMethods.SubscriptionsAcknowledgedNotification, new JsonObject { ["notifications"] = new JsonObject() });
        _listening[request] = request.Params.Notifications.ResourceSubscriptions ?? [];
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        finally
        {
            _listening.TryRemove(request, out _);
        }

        return new EmptyResult();
    }

    /// <summary>Notifies everyone who listens to the resource.</summary>
    public Task ChangeAsync(string uri) => Task.WhenAll(_listening.Where(each => each.Value.Contains(uri))
        .Select(each => NotifyAsync(each.Key, NotificationMethods.ResourceUpdatedNotification, new JsonObject { ["uri"] = uri })));

    private static Task NotifyAsync(RequestContext<SubscriptionsListenRequestParams> listening, string method, JsonObject parameters)
    {
        parameters["_meta"] = new JsonObject { [MetaKeys.SubscriptionId] = JsonSerializer.SerializeToNode(listening.JsonRpcRequest.Id, McpJsonUtilities.DefaultOptions) };
        return listening.Server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters });
    }

    private static async Task<string> AskAsync(McpServer server, string? how, CancellationToken cancellationToken)
    {
        if (how == "elicitation")
        {
            var schema = new ElicitRequestParams.RequestSchema { Properties = { ["username"] = new ElicitRequestParams.StringSchema() } };
            var elicited = await server.ElicitAsync(new ElicitRequestParams { Message = "Who?", RequestedSchema = schema }, cancellationToken);
            return $"told {elicited.Content?["username"]}";
        }

        var question = new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = "Who?" }] };
        var sampled = await server.SampleAsync(new CreateMessageRequestParams { Messages = [question], MaxTokens = 10 }, cancellationToken);
        return $"told {sampled.Content.OfType<TextContentBlock>().First().Text}";
    }

    private async Task<string> WorkAsync(RequestContext<CallToolRequestParams> request, string name, CancellationToken cancellationToken)
    {
        try
        {
            await ReportAsync(request, 1, $"begun {name}", cancellationToken);
            await Gate(name).Task.WaitAsync(cancellationToken);
            await ReportAsync(request, 2, $"ending {name}", cancellationToken);
            return $"done {name}";
        }
        catch (OperationCanceledException)
        {
            _cancelled.AddOrUpdate(name, 1, (_, count) => count + 1);
            throw;
        }
    }

    private static Task ReportAsync(RequestContext<CallToolRequestParams> request, int progress, string message, CancellationToken cancellationToken) =>
        request.Params.ProgressToken is { } token
            ? request.Server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = progress, Message = message }, cancellationToken: cancellationToken)
            : Task.CompletedTask;

    private TaskCompletionSource Gate(string name) => _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
