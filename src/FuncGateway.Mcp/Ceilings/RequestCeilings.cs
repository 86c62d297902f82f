using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Telemetry;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Ceilings;

/// <summary>The ceilings on what is in progress at the same time. A refusal by one says which, is counted in the audit and is measured.</summary>
public sealed class RequestCeilings
{
    /// <summary>Seconds after which a refused client may try again.</summary>
    private const string RetryAfter = "1";

    private readonly RefusedCounts _refused;
    private readonly CeilingLimit _bodyBytes;
    private readonly CeilingLimit _answerBytes;
    private readonly OpenCounts _requests;
    private readonly OpenCounts _streams;

    public RequestCeilings(CeilingOptions options, RefusedCounts refused)
    {
        _refused = refused;
        _requests = new(
            Of("requests_per_grant", nameof(options.RequestsPerGrant), options.RequestsPerGrant, "requests of one grant are in progress at a time", isOfGrant: true),
            Of("requests", nameof(options.Requests), options.Requests, "requests are in progress at a time on one instance", isOfGrant: false));
        _streams = new(
            Of("streams_per_grant", nameof(options.StreamsPerGrant), options.StreamsPerGrant, "streams of one grant are open at a time", isOfGrant: true),
            Of("streams", nameof(options.Streams), options.Streams, "streams are open at a time on one instance", isOfGrant: false));
        _bodyBytes = Of("body_bytes", nameof(options.BodyBytes), options.BodyBytes, "bytes of bodies are kept at a time on one instance", isOfGrant: false);
        BodyBytes = new(options.BodyBytes);
        _answerBytes = Of("answer_bytes", nameof(options.AnswerBytes), options.AnswerBytes, "are held at a time on one instance", isOfGrant: false);
        AnswerBytes = new(options.AnswerBytes);
    }

    /// <summary>The bytes of all bodies in progress.</summary>
    internal BodyBudget BodyBytes { get; }

    /// <summary>The bytes of all answers that are held to be inspected.</summary>
    internal BodyBudget AnswerBytes { get; }

    /// <summary>Counts a POST or DELETE as in progress until the slot is disposed, or gives the refusal.</summary>
    internal (IDisposable? Slot, WireProblem? Problem) BeginRequest(HttpContext context, Caller caller) => Begin(_requests, context, caller);

    /// <summary>Counts a stream as open until the slot is disposed, or gives the refusal.</summary>
    internal (IDisposable? Slot, WireProblem? Problem) OpenStream(HttpContext context, Caller caller) => Begin(_streams, context, caller);

    /// <summary>The refusal of a body for which too little of <see cref="BodyBytes"/> is left.</summary>
    internal WireProblem RefuseBody(HttpContext context, Caller caller) => Refuse(_bodyBytes, context, caller);

    /// <summary>Measures an answer for which too little of <see cref="AnswerBytes"/> is left. Returns a sentence without its full stop. Its request was sent, and has its own record in the audit.</summary>
    internal string RefuseAnswer(Caller caller)
    {
        Measure(_answerBytes, caller);
        return $"The gateway is holding too many bytes of answers: at most {_answerBytes.Max} {_answerBytes.Counted} (setting {CeilingOptions.Section}:{_answerBytes.Setting}), and this answer needs more than is left";
    }

    private static void Measure(CeilingLimit reached, Caller caller) =>
        GatewayTelemetry.CeilingRefusals.Add(1, new(TelemetryTags.Ceiling, reached.Name), new(TelemetryTags.Server, caller.Server.Id.Value));

    // Counts the refusal and sets the headers of its response.
    private WireProblem Refuse(CeilingLimit reached, HttpContext context, Caller caller)
    {
        _refused.AddBusy(caller);
        Measure(reached, caller);
        var message = $"At most {reached.Max} {reached.Counted} (setting {CeilingOptions.Section}:{reached.Setting}); this one would be over that, so nothing was sent.";
        if (HttpMethods.IsGet(context.Request.Method))
        {
            // Clients take 405 for "this server has no stream" and go on without one. Any other error ends some of them.
            context.Response.Headers.Allow = "POST, DELETE";
            return new WireProblem(StatusCodes.Status405MethodNotAllowed, McpErrorCode.InvalidRequest, message);
        }

        context.Response.Headers.RetryAfter = RetryAfter;
        return reached.IsOfGrant
            ? new WireProblem(StatusCodes.Status429TooManyRequests, McpErrorCode.InvalidRequest, message)
            : new WireProblem(StatusCodes.Status503ServiceUnavailable, McpErrorCode.InternalError, message);
    }

    private static CeilingLimit Of(string name, string setting, int max, string counted, bool isOfGrant) => new(name, setting, max, counted, isOfGrant);

    private (IDisposable? Slot, WireProblem? Problem) Begin(OpenCounts counts, HttpContext context, Caller caller)
    {
        var (slot, reached) = counts.Add(caller.Grant.Id);
        return (slot, reached is null ? null : Refuse(reached, context, caller));
    }
}
