using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

// Sampling and logging were removed after 2025-11-25, the revision that the suite tests.
#pragma warning disable MCP9005

namespace FuncGateway.Testing.Upstreams.Features;

/// <summary>Tools that send messages to the client while they run, or close its stream and answer on another.</summary>
[McpServerToolType]
internal sealed class ConversationTools
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    [McpServerTool(Name = "test_tool_with_logging"), Description("Logs three messages.")]
    public static async Task<string> LogAsync(McpServer server, CancellationToken cancellationToken)
    {
        await SayAsync(server, "Tool execution started", cancellationToken);
        await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        await SayAsync(server, "Tool processing data", cancellationToken);
        await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        await SayAsync(server, "Tool execution completed", cancellationToken);
        return "Logged three messages.";
    }

    [McpServerTool(Name = "test_tool_with_progress"), Description("Reports its progress three times.")]
    public static async Task<string> ProgressAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        foreach (var progress in (int[])[0, 50, 100])
        {
            if (request.Params.ProgressToken is { } token)
            {
                var value = new ProgressNotificationValue { Progress = progress, Total = 100 };
                await request.Server.NotifyProgressAsync(token, value, cancellationToken: cancellationToken);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return "Reported its progress.";
    }

    [McpServerTool(Name = "test_sampling"), Description("Asks the client's model.")]
    public static async Task<string> SampleAsync(McpServer server, [Description("What to ask.")] string prompt, CancellationToken cancellationToken)
    {
        var answer = await server.SampleAsync(
            new CreateMessageRequestParams
            {
                Messages = [new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }],
                MaxTokens = 100,
            },
            cancellationToken);
        return $"LLM response: {answer.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text}";
    }

    [McpServerTool(Name = "test_reconnection"), Description("Closes the stream in mid-call and answers on the next.")]
    public static async Task<string> ReconnectAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        await request.EnablePollingAsync(TimeSpan.FromMilliseconds(100), cancellationToken);
        await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        return "Answered after the stream was taken up again.";
    }

    private static Task SayAsync(McpServer server, string text, CancellationToken cancellationToken) =>
        server.SendNotificationAsync(
            NotificationMethods.LoggingMessageNotification,
            new LoggingMessageNotificationParams { Level = LoggingLevel.Info, Logger = "conformance", Data = JsonSerializer.SerializeToElement(text) },
            cancellationToken: cancellationToken);
}
