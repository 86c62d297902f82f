using System.Net;
using System.Runtime.CompilerServices;
using FuncGateway.Core;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Telemetry;
using FuncGateway.Mcp.Telemetry;
using FuncGateway.Mcp.Wire;
using Microsoft.Net.Http.Headers;

namespace FuncGateway.Mcp.Relay;

/// <summary>Builds the upstream request from the allowed parts of the client's request and sends it.</summary>
public sealed class UpstreamSender(UpstreamClient client, UpstreamCredentials credentials, ServerProblems problems, GatewayOptions options)
{
    /// <summary>Returns the upstream's response as soon as its headers have arrived, or why there is none.</summary>
    /// <param name="idle">Started anew when the request is sent.</param>
    internal ValueTask<SendResult> SendAsync(RelayContext call, ReadOnlyMemory<byte> body, IdleTimeout idle) =>
        GatewayTelemetry.Spans.HasListeners() ? SendInSpanAsync(call, body, idle) : SendNotedAsync(call, body, idle);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SendResult> SendInSpanAsync(RelayContext call, ReadOnlyMemory<byte> body, IdleTimeout idle)
    {
        using var span = UpstreamSpan.Start(call);
        var result = await SendNotedAsync(call, body, idle);
        UpstreamSpan.SetResult(span, result);
        return result;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SendResult> SendNotedAsync(RelayContext call, ReadOnlyMemory<byte> body, IdleTimeout idle)
    {
        var result = await SendPlainAsync(call, body, idle);
        var server = call.Caller.Server.Id;
        problems.Note(server, result switch
        {
            { Response: null } => result.Problem,
            { UpstreamStatus: >= 500 and var status } => $"MCP server '{server}' answered HTTP {status}.",
            _ => null,
        });
        return result;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SendResult> SendPlainAsync(RelayContext call, ReadOnlyMemory<byte> body, IdleTimeout idle)
    {
        var server = call.Caller.Server;
        if (await credentials.ResolveAsync(server, idle.Client) is not { } headers)
        {
            return SendResult.Failed(RelayOutcome.NotSent, $"The credential of MCP server '{server.Id}' cannot be read; nothing was sent.");
        }

        if (FindUnsendable(headers) is { } unsendable)
        {
            return SendResult.Failed(RelayOutcome.NotSent, $"The {unsendable} header of MCP server '{server.Id}' has characters that cannot be sent; nothing was sent.");
        }

        using var content = call.Envelope is null ? null : new SentOnceContent(body);
        using var request = Build(call, content, headers);
        HttpResponseMessage? response = null;
        idle.Reset();
        try
        {
            response = await client.SendAsync(request, idle.Token);
            call.IsSent = true;
            return ResultOf(server, response);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return IsWithdrawn(content, e)
                ? SendResult.Failed(RelayOutcome.NotSent, $"MCP server '{server.Id}' cannot be reached; nothing was sent.")
                : SendResult.Failed(RelayOutcome.Unknown, $"The connection to MCP server '{server.Id}' broke before it answered; whether the request was carried out is not known.");
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            return IsWithdrawn(content, failure: null)
                ? SendResult.Failed(RelayOutcome.NotSent, $"MCP server '{server.Id}' did not accept a connection within {options.UpstreamIdleTimeout.TotalSeconds:0} s; nothing was sent.", 504)
                : SendResult.Failed(RelayOutcome.Unknown, GatewayReply.NotKnown(call, $"did not answer within {options.UpstreamIdleTimeout.TotalSeconds:0} s"), 504);
        }
        finally
        {
            call.IsSent |= response is null && !IsWithdrawn(content, failure: null);
        }
    }

    // A request without a body is judged by the kind of the failure; nothing is reserved for it.
    private static bool IsWithdrawn(SentOnceContent? content, Exception? failure) =>
        content?.TryWithdraw() ?? (failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError });

    private static HttpRequestMessage Build(RelayContext call, HttpContent? content, IReadOnlyList<KeyValuePair<string, string>> credentials)
    {
        var incoming = call.Http.Request;
        var request = new HttpRequestMessage(HttpMethod.Parse(incoming.Method), call.Caller.Server.UpstreamUrl)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
            Content = content,
        };
        UpstreamHeaders.CopyRequest(incoming.Headers, request, call.Era, call.SendsBoundHeadersOnly);
        if (incoming.Headers.ContainsKey(McpHeaders.LastEventId) && (call.Session is null || call.Envelope is not null))
        {
            // Without sessions, the events of an upstream belong to all of its clients.
            request.Headers.Remove(McpHeaders.LastEventId);
        }

        if (!call.SendsBoundHeadersOnly)
        {
            TraceHeaders.Write(incoming.Headers, request);
        }

        request.Headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, "identity");
        if (call.Session is { } session)
        {
            request.Headers.TryAddWithoutValidation(McpHeaders.SessionId, session);
        }

        for (var index = 0; index < credentials.Count; index++)
        {
            var (name, value) = credentials[index];
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static string? FindUnsendable(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        for (var index = 0; index < headers.Count; index++)
        {
            if (!HeaderText.IsSendable(headers[index].Value))
            {
                return headers[index].Key;
            }
        }

        return null;
    }

    // The raw header first, because the parsed one creates a collection for every response.
    private static bool IsCompressed(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.Contains(HeaderNames.ContentEncoding)
        && response.Content.Headers.ContentEncoding.Any(each => !each.Equals("identity", StringComparison.OrdinalIgnoreCase));

    private SendResult ResultOf(Server server, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var problem = status switch
        {
            // The upstream's challenge is not passed on: it would make the agent sign in to the upstream directly.
            401 or 403 => $"MCP server '{server.Id}' refused the gateway's credential (HTTP {status}): upstream authorization failed.",
            >= 300 and < 400 => $"MCP server '{server.Id}' answered with a redirect (HTTP {status}); redirects are not followed; register the final URL.",
            _ when IsCompressed(response) => $"MCP server '{server.Id}' compressed its answer although no compression was requested.",
            _ => null,
        };
        if (problem is null)
        {
            return new SendResult(response, RelayOutcome.Answered, "", 200);
        }

        if (status is 401 or 403)
        {
            credentials.Forget(server);
        }

        response.Dispose();
        return SendResult.Failed(RelayOutcome.Unknown, problem) with { UpstreamStatus = status };
    }
}

/// <summary>An upstream's response, or why there is none, with the status to return to the caller.</summary>
public readonly record struct SendResult(HttpResponseMessage? Response, RelayOutcome Outcome, string Problem, int Status)
{
    /// <summary>The HTTP status of the upstream's response, returned to the caller or not; null if there was none.</summary>
    public int? UpstreamStatus { get; init; } = Response is null ? null : (int)Response.StatusCode;

    public static SendResult Failed(RelayOutcome outcome, string problem, int status = 502) => new(null, outcome, problem, status);
}
