using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Mcp.Telemetry;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>The part of a request's state that the relay needs.</summary>
public abstract class RelayContext(HttpContext http, Caller caller)
{
    /// <summary>The request whose answer is a stream that does not end by itself, as of 2026-07-28.</summary>
    internal const string Listen = "subscriptions/listen";

    private RentedWriter? _rewritten;

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

    /// <summary>The request's id as raw JSON; empty for a message that expects no answer. The id of a response is the server's own.</summary>
    public ReadOnlyMemory<byte> MessageId => Envelope is { Kind: EnvelopeKind.Request } ? Envelope.Id : default;

    public bool IsToolCall => Envelope?.Method == RequestMethods.ToolsCall;

    /// <summary>Whether the message requests a list, of whatever kind.</summary>
    internal bool IsList => ListKeys.RequestedBy(Envelope?.Method) != ListKind.None;

    /// <summary>Whether the answer is read as a whole, whatever its length: it is a list, or it is about a task, which some servers name at its very end.</summary>
    internal bool IsHeldWhole => IsList || Envelope?.Method.StartsWith("tasks/", StringComparison.Ordinal) == true;

    /// <summary>Whether the upstream gets only the protocol's own headers and those that were approved: a person approved no others.</summary>
    public virtual bool SendsBoundHeadersOnly => false;

    /// <summary>The response as an event stream; null until it has been started as one.</summary>
    internal AnswerStream? Stream { get; private set; }

    /// <summary>Ends the request if the gateway itself has to.</summary>
    internal StreamEnd End { get; } = new();

    /// <summary>The checks of the request while it is open.</summary>
    internal StreamWatch? Watch { get; set; }

    /// <summary>What the body uses; null before it is read.</summary>
    internal BodyIntake? Intake { get; set; }

    /// <summary>Whether the request has been handed to the relay: it is decided, and a changed policy only filters what still arrives.</summary>
    internal bool IsRelayed { get; set; }

    /// <summary>Whether the client can resume the stream after the last event that it received.</summary>
    internal bool CanResume { get; set; }

    /// <summary>False while only a part of an event has been written: nothing else may follow it.</summary>
    internal bool IsBetweenEvents { get; set; } = true;

    /// <summary>The request among those in flight; null if its session keeps it apart from those of other grants.</summary>
    internal RequestsInFlight.Flight? Flight { get; set; }

    internal CallTelemetry? Telemetry { get; init; }

    /// <summary>The list that is sent in place of the upstream's. Its buffer is returned when the request has been relayed.</summary>
    internal RentedWriter Rewritten => _rewritten ??= new();

    /// <summary>The outcome that settled the call; null before that.</summary>
    internal RelayOutcome? Outcome { get; private set; }

    /// <summary>Whether the message may have left for the upstream.</summary>
    internal bool IsSent { get; set; }

    /// <summary>Whether the complete answer was handed to the client's connection while the client was connected.</summary>
    internal bool IsDelivered { get; private set; }

    /// <summary>Returns the buffer of the list that was sent.</summary>
    internal void ReturnList() => _rewritten?.Dispose();

    /// <summary>Starts the response as an event stream, or returns the one already started.</summary>
    internal async Task<AnswerStream> OpenStreamAsync(TimeSpan keepAlive, TimeProvider time)
    {
        if (Stream is null)
        {
            Watch?.CheckCaller();
            Stream = await AnswerStream.OpenAsync(Http, keepAlive, time);
        }

        return Stream;
    }

    /// <summary>Replaces the policy of a request that is being relayed. Its server and credentials stay as they were when it was sent.</summary>
    internal void FollowPolicy(PublishedPolicy? policy)
    {
        if (IsRelayed && policy != Caller.Policy)
        {
            Caller = Caller with { Policy = policy };
        }
    }

    /// <summary>The complete answer has been written.</summary>
    internal void MarkDelivered() => IsDelivered |= !Http.RequestAborted.IsCancellationRequested;

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
