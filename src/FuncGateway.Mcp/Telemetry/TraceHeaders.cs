using System.Diagnostics;
using FuncGateway.Core.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FuncGateway.Mcp.Telemetry;

/// <summary>W3C trace context, in from the agent and out to the upstream.</summary>
internal static class TraceHeaders
{
    /// <summary>The caller's span; the default when there is none, or none that can be read.</summary>
    public static ActivityContext Read(IHeaderDictionary headers) =>
        ActivityContext.TryParse(headers.TraceParent, traceState: null, isRemote: true, out var context) ? context : default;

    /// <summary>
    /// Puts our span in the place of the caller's, when one of ours is recorded. Otherwise what the caller sent has passed as it is.
    /// </summary>
    public static void Write(IHeaderDictionary from, HttpRequestMessage to)
    {
        if (Activity.Current is not { Recorded: true } span || span.Source != GatewayTelemetry.Spans)
        {
            return;
        }

        to.Headers.Remove(HeaderNames.TraceParent);
        to.Headers.TryAddWithoutValidation(HeaderNames.TraceParent, span.Id);

        // Belongs to the caller's trace, so it does not go along with another one.
        if (Read(from).TraceId != span.TraceId)
        {
            to.Headers.Remove(HeaderNames.TraceState);
        }
    }
}
