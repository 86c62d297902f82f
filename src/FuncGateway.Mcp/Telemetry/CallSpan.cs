using System.Diagnostics;
using System.Globalization;
using FuncGateway.Core;
using FuncGateway.Core.Telemetry;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Telemetry;

/// <summary>The span of one request of an agent: child of whatever the caller is in.</summary>
internal static class CallSpan
{
    private const string Route = $"{Paths.Mcp}{{server}}";

    public static Activity? Start(HttpContext context)
    {
        var outer = Activity.Current;
        var parent = ParentOf(context, outer);

        // Without a parent a span would take the current one, which is perhaps exported by nobody: the trace would have a hole.
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

    // Kestrel's activity has no source and repeats what the request says; one with a source is the function's, which the platform put into the
    // trace. The tracestate stays out: it is the caller's, and goes to the upstream as it came.
    private static ActivityContext ParentOf(HttpContext context, Activity? outer) => outer is { Source.Name.Length: > 0 }
        ? new ActivityContext(outer.TraceId, outer.SpanId, outer.ActivityTraceFlags)
        : TraceHeaders.Read(context.Request.Headers);
}
