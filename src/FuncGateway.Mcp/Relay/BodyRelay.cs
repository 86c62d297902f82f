using System.Runtime.CompilerServices;
using FuncGateway.Core;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Relays a single body to a request that expects an answer. It is read to its end before any of it is passed on, so that whatever is no answer becomes an
/// error with the request's id; only a long one is passed on as it arrives. On a stream that is already open it becomes an event.
/// </summary>
public sealed class BodyRelay(MessageScreen screen, UnusableAnswerLog log, RequestCeilings ceilings, GatewayOptions options)
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<RelayReport> RelayAsync(RelayContext call, HttpResponseMessage response, IdleTimeout idle, CancellationToken cancellationToken)
    {
        using var body = new HeldBody(ceilings.AnswerBytes, response.Content.Headers.ContentLength);
        var fault = RelayFault.Server;
        string why;
        try
        {
            var upstream = response.Content.ReadAsStream(idle.Token);
            var holding = HoldAsync(call, response, upstream, body, idle);
            if (await (call.Stream is { } open ? new ValueTask<bool>(open.WithKeepAliveAsync(holding.AsTask(), cancellationToken)) : holding))
            {
                return await PassOnAsync(call, response, body.Bytes, cancellationToken);
            }

            await LongBody.PassOnAsync(call, response, upstream, body.Bytes, idle);
            call.MarkDelivered();
            return new RelayReport(call.Outcome ?? RelayOutcome.Unknown, RelayFault.None, (int)response.StatusCode);
        }
        catch (UnusableAnswerException e)
        {
            why = e.Message;
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            why = "broke the connection during its answer";
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            (fault, why) = (RelayFault.Idle, "stopped sending before the end of its answer");
        }

        return await FailAsync(call, response, fault, why);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RelayReport> PassOnAsync(RelayContext call, HttpResponseMessage response, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var screened = MediaTypes.IsUtf8Json(response) ? await screen.ScreenAsync(call, body, cancellationToken) : default;
        if (!screened.AnswersCall)
        {
            log.Dropped(call, $"answered HTTP {status} with something that does not answer the request", body.Span);
            return await FailAsync(call, response, RelayFault.Server, screened.Problem ?? What(response, body.IsEmpty));
        }

        var message = screened.WasWithoutId && status >= 400 && call.Stream is null ? body : screened.Message;
        if (response.IsSuccessStatusCode && OldServer.IsRefusal(call, screened))
        {
            (status, message) = (StatusCodes.Status404NotFound, OldServer.AnswerToProbe(call, screened));
        }

        await GatewayReply.JsonAsync(call, status, message);
        call.MarkDelivered();
        return new RelayReport(call.Outcome ?? RelayOutcome.Unknown, RelayFault.None, (int)response.StatusCode);
    }

    /// <summary>Reads until the body is whole or may be passed on in parts. Returns whether it is whole.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> HoldAsync(RelayContext call, HttpResponseMessage response, Stream upstream, HeldBody body, IdleTimeout idle)
    {
        var limit = LongMessage.HeldBytes(call, options);
        while (!await body.ReadAsync(upstream, limit, idle.Token))
        {
            if (!MediaTypes.IsUtf8Json(response))
            {
                throw new UnusableAnswerException(What(response, isEmpty: false));
            }

            if (LongMessage.MayBegin(call, body.Bytes.Span))
            {
                return false;
            }

            if (body.Bytes.Length > options.MaxInspectedBytes)
            {
                throw new UnusableAnswerException($"sent {(call.IsList ? "a list" : "an answer that must be inspected as a whole and is")} of over {options.MaxInspectedBytes} bytes");
            }

            // Looking again only at twice the size costs no more than reading the body twice.
            limit = (int)Math.Min(options.MaxInspectedBytes, 2L * body.Bytes.Length);
        }

        return true;
    }

    // Completes "MCP server 'x' …". The status and the type tell the operator where to look; the body might have secrets in it.
    private static string What(HttpResponseMessage response, bool isEmpty)
    {
        var type = isEmpty ? "nothing" : response.Content.Headers.ContentType?.MediaType is { Length: < 100 } known ? $"'{known}'" : "an unknown content type";
        return $"answered HTTP {(int)response.StatusCode} with {type} that is not an answer to the request";
    }

    private static async Task<RelayReport> FailAsync(RelayContext call, HttpResponseMessage response, RelayFault fault, string why)
    {
        var status = (int)response.StatusCode;
        if (call.Http.Response.HasStarted && (call.Stream is null || !call.IsBetweenEvents))
        {
            ClientConnection.CutOff(call.Http);
        }
        else
        {
            // The upstream's headers may have been copied already, but its body is not sent.
            if (call.Stream is null)
            {
                call.Http.Response.Clear();
            }

            await GatewayReply.NotKnownAsync(call, why);
        }

        return new RelayReport(call.Outcome ?? RelayOutcome.Unknown, fault, status);
    }
}
