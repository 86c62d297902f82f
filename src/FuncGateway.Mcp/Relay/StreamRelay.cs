using FuncGateway.Core;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Mcp.Wire;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Relays an event stream event by event. The bytes of an event are not changed, except where it has a list or lines that clients read differently. A silent
/// stream gets a comment at every keep-alive interval. A stream that ends without the answer gets an error in its place, because clients would otherwise
/// wait for their timeout.
/// </summary>
public sealed class StreamRelay(MessageScreen screen, RequestCeilings ceilings, GatewayOptions options, TimeProvider time)
{
    internal async ValueTask<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, IdleTimeout idle, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var client = await call.OpenStreamAsync(options.KeepAlive, time);
        var upstream = response.Content.ReadAsStream(cancellationToken);
        using var events = new SseBuffer(ceilings.AnswerBytes);
        var pump = new EventPump(call, events, screen, LongMessage.HeldBytes(call, options), options.MaxInspectedBytes);
        var fault = RelayFault.None;
        string? problem = null;
        try
        {
            while (await ReadAsync(call, upstream, client, events, idle, cancellationToken) > 0)
            {
                await pump.PassOnAsync(cancellationToken);
            }

            await pump.EndAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            fault = RelayFault.Idle;
        }
        catch (UnusableAnswerException e)
        {
            fault = RelayFault.Server;
            problem = $"MCP server '{call.Caller.Server.Id}' {e.Message}.";
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            fault = RelayFault.Server;
        }

        await EndAsync(call, fault, problem);
        return new RelayReport(call.MessageId.IsEmpty ? RelayOutcome.Answered : call.Outcome ?? RelayOutcome.Unknown, fault, status);
    }

    /// <summary>Returns the number of bytes read into <paramref name="events"/>; 0 at the end of the stream. While the upstream is silent between two events, the client gets a comment at every keep-alive interval.</summary>
    private static async ValueTask<int> ReadAsync(RelayContext call, Stream upstream, AnswerStream client, SseBuffer events, IdleTimeout idle, CancellationToken cancellationToken)
    {
        var pending = upstream.ReadAsync(events.Room(), idle.Token);
        var read = pending.IsCompleted || !call.IsBetweenEvents ? await pending : await client.WithKeepAliveAsync(pending.AsTask(), cancellationToken);
        idle.Reset();
        events.Filled(read);
        return read;
    }

    private static async Task EndAsync(RelayContext call, RelayFault fault, string? problem)
    {
        if (!call.IsBetweenEvents)
        {
            ClientConnection.CutOff(call.Http);
            return;
        }

        // If events have ids, an end without an answer is only an interruption: the client resumes after the last id.
        if (call.Outcome is not null || call.MessageId.IsEmpty || (call.CanResume && fault == RelayFault.None))
        {
            return;
        }

        if (call.CanResume && problem is null)
        {
            ClientConnection.CutOff(call.Http);
            return;
        }

        problem ??= GatewayReply.NotKnown(call, $"{(fault == RelayFault.Idle ? "stopped sending" : "ended its stream")} before it answered");
        await GatewayReply.ErrorAsync(call, 502, McpErrorCode.InternalError, problem);
    }
}
