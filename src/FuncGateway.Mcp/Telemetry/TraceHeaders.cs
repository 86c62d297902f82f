using System.Diagnostics;
using FuncGateway.Core.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FuncGateway.Mcp.Telemetry;

/// <summary>Propagates W3C trace context from the agent to the upstream.</summary>
internal static class TraceHeaders
{
    /// <summary>Returns the caller's span, or the default if there is none or it cannot be parsed.</summary>
    public static ActivityContext Read(IHeaderDictionary headers) =>
        ActivityContext.TryParse(headers.TraceParent, traceState: null, isRemote: true, out var context) ? context : default;

    /// <summary>
    /// Replaces the caller's span with the gateway's own if that one is recorded. Otherwise the caller's headers are forwarded unchanged.
    /// </summary>
    public static void Write(IHeaderDictionary from, HttpRequestMessage to)
    {
        if (Activity.Current is not { Recorded: true } span || span.Source != GatewayTelemetry.Spans)
        {
            return;
        }

        to.Headers.Remove(HeaderNames.TraceParent);
        to.Headers.TryAddWithoutValidation(HeaderNames.TraceParent, span.Id);

        // The tracestate belongs to the caller's trace and must not be combined with another trace id.
        if (Read(from).TraceId != span.TraceId)
        {
            to.Headers.Remove(HeaderNames.TraceState);
        }
    }
}
