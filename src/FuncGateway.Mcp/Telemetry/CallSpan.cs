using System.Diagnostics;
using System.Globalization;
using FuncGateway.Core;
using FuncGateway.Core.Telemetry;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Telemetry;

/// <summary>The server span of one request from an agent, with the caller's span as its parent.</summary>
internal static class CallSpan
{
    private const string Route = $"{Paths.Mcp}{{server}}";

    public static Activity? Start(HttpContext context)
    {
        var outer = Activity.Current;
        var parent = ParentOf(context, outer);

        // Without an explicit parent the span would use the current activity, which may not be exported: the trace would have a gap.
        Activity.Current = null;
        var method = TagNames.HttpMethod(context.Request.Method);
        var span = GatewayTelemetry.Spans.StartActivity(
            $"{method} {Route}", ActivityKind.Server, parent, [new(TelemetryTags.HttpMethod, method), new(TelemetryTags.HttpRoute, Route)]);
        if (span is null)
        {
            Activity.Current = outer;
        }

        return span;
    }

    public static void End(Activity? span, HttpContext context, string verdict, string? error)
    {
        if (span is null)
        {
            return;
        }

        var status = context.Response.StatusCode;
        span.SetTag(TelemetryTags.Verdict, verdict).SetTag(TelemetryTags.HttpStatus, status);
        if (error is not null)
        {
            span.SetTag(TelemetryTags.ErrorType, error == "http" ? status.ToString(CultureInfo.InvariantCulture) : error);
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Dispose();
    }

    // Kestrel's activity has no source and only repeats the request's headers. One with a source belongs to the function invocation, which the platform
    // has added to the trace. The tracestate is left out: it belongs to the caller and is forwarded to the upstream unchanged.
    private static ActivityContext ParentOf(HttpContext context, Activity? outer) => outer is { Source.Name.Length: > 0 }
        ? new ActivityContext(outer.TraceId, outer.SpanId, outer.ActivityTraceFlags)
        : TraceHeaders.Read(context.Request.Headers);
}
