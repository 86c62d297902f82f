using FuncGateway.Core.Access;
using FuncGateway.Mcp.Telemetry;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>One request of a caller, as far as the relay has to know it.</summary>
public abstract class RelayContext(HttpContext http, Caller caller)
{
    public HttpContext Http => http;

    /// <summary>Identified anew after a call has waited: grant and policy may have changed meanwhile.</summary>
    public Caller Caller { get; protected set; } = caller;

    /// <summary>Null for GET and DELETE, which carry no message, and until a message has been read.</summary>
    public Envelope? Envelope { get; protected set; }

    public ProtocolEra Era { get; protected set; }

    /// <summary>The upstream's own session id, already unbound; null when there is none.</summary>
    public string? Session { get; protected set; }

    /// <summary>Null: the answer may leave. Otherwise the sentence that takes its place. Never fails.</summary>
    public virtual Task<string?> Withheld => Task.FromResult<string?>(null);

    /// <summary>The message's id as raw JSON, empty when it has none.</summary>
    public ReadOnlyMemory<byte> MessageId => Envelope?.Id ?? default;

    public bool IsToolCall => Envelope?.Method == RequestMethods.ToolsCall;

    /// <summary>The message being answered asks for the list of tools.</summary>
    public bool IsToolList => Envelope?.Method == RequestMethods.ToolsList;

    /// <summary>The answer is read to its end before any of it is sent: what it says about the work is settled before the agent sees it.</summary>
    public virtual bool IsSettledBeforeAnswer => false;

    /// <summary>The event stream that the answer was opened as; null while the answer may still be anything.</summary>
    internal AnswerStream? Stream { get; private set; }

    internal CallTelemetry? Telemetry { get; init; }

    /// <summary>What the call was settled by; null before that.</summary>
    internal RelayOutcome? Outcome { get; private set; }

    /// <summary>Opens the answer as an event stream, or returns the one that is open.</summary>
    internal async Task<AnswerStream> OpenStreamAsync(TimeSpan keepAlive, TimeProvider time) => Stream ??= await AnswerStream.OpenAsync(Http, keepAlive, time);

    /// <summary>The outcome is known. The first one counts, before the agent sees it where that is possible.</summary>
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
