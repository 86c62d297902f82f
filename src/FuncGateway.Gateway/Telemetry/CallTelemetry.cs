using System.Diagnostics;
using FuncGateway.Gateway.Access;
using FuncGateway.Gateway.Calls;
using FuncGateway.Gateway.Relay;
using FuncGateway.Gateway.Wire;
using FuncGateway.Policies.Decisions;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Gateway.Telemetry;

/// <summary>
/// The span and the measurements of one request of an agent. There is none when nobody listens. Told by the steps what they found; never handed
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

    public static CallTelemetry? Begin(HttpContext context, TimeProvider time)
    {
        if (!GatewayTelemetry.IsHeard)
        {
            return null;
        }

        var telemetry = new CallTelemetry(context, time);
        context.Features.Set(telemetry);
        return telemetry;
    }

    public static CallTelemetry? Of(HttpContext context) => GatewayTelemetry.IsHeard ? context.Features.Get<CallTelemetry>() : null;

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

    public void Decided(Call call, Decision decision)
    {
        _verdict = decision.Verdict switch
        {
            Verdict.Allow => CallVerdicts.Allow,
            Verdict.Hold => CallVerdicts.Hold,
            _ => CallVerdicts.Deny,
        };
        _span?.SetTag(TelemetryTags.Decision, call.DecisionId.ToString())
            .SetTag(TelemetryTags.Tool, TagNames.Tool(call.Envelope.Name))
            .SetTag(TelemetryTags.Rule, decision.Reason.Rule is { Length: > 0 } rule ? rule : null);
    }

    public void Refused(Refusal refusal)
    {
        _verdict = refusal switch
        {
            { IsHidden: true } => CallVerdicts.Hidden,
            { ResetsAt: not null } => CallVerdicts.Limit,
            _ => _verdict == CallVerdicts.Allow ? CallVerdicts.Unchecked : _verdict,
        };
        _span?.SetTag(TelemetryTags.Rule, refusal.Rule);
    }

    /// <summary>Looks on while a message is relayed, and notes what broke.</summary>
    public async Task<RelayReport> WatchAsync(Exchange exchange, Task<RelayReport> relay)
    {
        _verdict = exchange.CallsTool ? CallVerdicts.Allow : CallVerdicts.Unjudged;
        var report = await relay;

        // A session's own stream has no other end than that the client leaves.
        if (report.Fault != RelayFault.None && (report.Fault != RelayFault.Client || exchange.Envelope is not null))
        {
            var fault = TagNames.Fault(report.Fault);
            GatewayTelemetry.RelayFaults.Add(1, new(TelemetryTags.Fault, fault), new(TelemetryTags.Server, _server));
            _span?.SetTag(TelemetryTags.Fault, fault);
            _error = report.Fault == RelayFault.Client ? _error : fault;
        }

        return report;
    }

    /// <summary>For the filter of a catch: notes an exception that goes on to whoever handles it. Always false.</summary>
    public bool Sees(Exception exception)
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

    // GET and DELETE carry no message: they have a span, and are counted by the host's own http metrics.
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
