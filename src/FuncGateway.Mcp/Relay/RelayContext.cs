using FuncGateway.Core.Access;
using FuncGateway.Mcp.Telemetry;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>The part of a request's state that the relay needs.</summary>
public abstract class RelayContext(HttpContext http, Caller caller)
{
    public HttpContext Http => http;

    /// <summary>Replaced when a call is identified again after a wait, because its grant and policy may have changed.</summary>
    public Caller Caller { get; protected set; } = caller;

    /// <summary>Null for GET and DELETE, which carry no message, and until a message has been read.</summary>
    public Envelope? Envelope { get; protected set; }

    public ProtocolEra Era { get; protected set; }

    /// <summary>The upstream's own session id; null if there is none.</summary>
    public string? Session { get; protected set; }

    /// <summary>Completes with null if the response may be sent, otherwise with the message to send instead. Never fails.</summary>
    public virtual Task<string?> Withheld => Task.FromResult<string?>(null);

    /// <summary>The message's id as raw JSON; empty if it has none.</summary>
    public ReadOnlyMemory<byte> MessageId => Envelope?.Id ?? default;

    public bool IsToolCall => Envelope?.Method == RequestMethods.ToolsCall;

    /// <summary>Whether the message is a tools/list request.</summary>
    public bool IsToolList => Envelope?.Method == RequestMethods.ToolsList;

    /// <summary>Whether the answer must be read completely before any of it is sent, so that the call is settled before the agent sees it.</summary>
    public virtual bool IsSettledBeforeAnswer => false;

    /// <summary>The response as an event stream; null until it has been started as one.</summary>
    internal AnswerStream? Stream { get; private set; }

    internal CallTelemetry? Telemetry { get; init; }

    /// <summary>The outcome that settled the call; null before that.</summary>
    internal RelayOutcome? Outcome { get; private set; }

    /// <summary>Starts the response as an event stream, or returns the one already started.</summary>
    internal async Task<AnswerStream> OpenStreamAsync(TimeSpan keepAlive, TimeProvider time) => Stream ??= await AnswerStream.OpenAsync(Http, keepAlive, time);

    /// <summary>Settles the call. Only the first outcome counts. Called before the agent sees the answer where that is possible.</summary>
    internal async Task SettleAsync(RelayOutcome outcome)
    {
        if (Outcome is null)
        {
            Outcome = outcome;
            await OnSettledAsync(outcome);
        }
    }

    protected virtual Task OnSettledAsync(RelayOutcome outcome) => Task.CompletedTask;
}
