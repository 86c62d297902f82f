using System.Diagnostics;
using FuncGateway.Core.Access;
using FuncGateway.Core.Telemetry;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Decisions;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Telemetry;

/// <summary>
/// The span and the metrics of one request from an agent. Null when nothing listens. The steps report to it; it never receives
/// arguments, tokens or headers.
/// </summary>
internal sealed class CallTelemetry : IDisposable
{
    private readonly HttpContext _context;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly Activity? _span;
    private string _verdict = CallVerdicts.Rejected;
    private string? _method;
    private string? _server;
    private string? _error;

    private CallTelemetry(HttpContext context, TimeProvider time)
    {
        _context = context;
        _time = time;
        _begun = time.GetTimestamp();
        _span = CallSpan.Start(context);
    }

    public static CallTelemetry? Begin(HttpContext context, TimeProvider time) => GatewayTelemetry.IsHeard ? new CallTelemetry(context, time) : null;

    public void Identified(Caller caller)
    {
        _server = caller.Server.Id.Value;
        _span?.SetTag(TelemetryTags.Server, _server).SetTag(TelemetryTags.Grant, caller.Grant.Id.Value);
    }

    public void Read(Envelope envelope)
    {
        _method = TagNames.McpMethod(envelope.Method);
        if (_span is not null)
        {
            _span.DisplayName = _method;
            _span.SetTag(TelemetryTags.McpMethod, _method);
        }
    }

    public void Decided(string decisionId, string? tool, Decision decision)
    {
        _verdict = decision.Verdict switch
        {
            Verdict.Allow => CallVerdicts.Allow,
            Verdict.Hold => CallVerdicts.Hold,
            _ => CallVerdicts.Deny,
        };
        _span?.SetTag(TelemetryTags.Decision, decisionId)
            .SetTag(TelemetryTags.Tool, TagNames.Tool(tool))
            .SetTag(TelemetryTags.Rule, decision.Reason.Rule is { Length: > 0 } rule ? rule : null);
    }

    public void Refused(string rule, bool isHidden, bool isLimited)
    {
        _verdict = isHidden ? CallVerdicts.Hidden
            : isLimited ? CallVerdicts.Limited
            : _verdict == CallVerdicts.Allow ? CallVerdicts.Unchecked
            : _verdict == CallVerdicts.Rejected ? CallVerdicts.Deny
            : _verdict;
        _span?.SetTag(TelemetryTags.Rule, rule);
    }

    /// <summary>Records that the message is relayed.</summary>
    public void Relayed() => _verdict = _verdict is CallVerdicts.Allow or CallVerdicts.Hold ? CallVerdicts.Allow : CallVerdicts.Unjudged;

    /// <summary>Records that the relay broke.</summary>
    /// <param name="fault">The side at fault, as a tag value.</param>
    /// <param name="isError">False if the client disconnected, which is not an error.</param>
    public void RecordFault(string fault, bool isError)
    {
        GatewayTelemetry.RelayFaults.Add(1, new(TelemetryTags.Fault, fault), new(TelemetryTags.Server, _server));
        _span?.SetTag(TelemetryTags.Fault, fault);
        _error = isError ? fault : _error;
    }

    /// <summary>For exception filters: records the exception and always returns false, so that it propagates.</summary>
    public bool RecordException(Exception exception)
    {
        _error = exception.GetType().FullName;
        return false;
    }

    public void Dispose()
    {
        if (_error is null && _context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            _error = "http";
        }

        Measure();
        CallSpan.End(_span, _context, _verdict, _error);
    }

    // GET and DELETE carry no message. They have a span, and the host's own HTTP metrics count them.
    private void Measure()
    {
        if (!HttpMethods.IsPost(_context.Request.Method))
        {
            return;
        }

        var tags = new TagList { { TelemetryTags.Verdict, _verdict } };
        Add(ref tags, TelemetryTags.Server, _server);
        Add(ref tags, TelemetryTags.McpMethod, _method);
        GatewayTelemetry.Calls.Add(1, tags);
        GatewayTelemetry.CallDuration.Record(_time.GetElapsedTime(_begun).TotalSeconds, tags);
    }

    private static void Add(ref TagList tags, string name, string? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}
