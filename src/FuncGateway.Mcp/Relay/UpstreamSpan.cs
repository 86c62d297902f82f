using System.Diagnostics;
using System.Globalization;
using FuncGateway.Core.Telemetry;
using FuncGateway.Mcp.Telemetry;

namespace FuncGateway.Mcp.Relay;

/// <summary>The client span of one request to an upstream, up to the headers of its response.</summary>
internal static class UpstreamSpan
{
    /// <summary>Starts the span. It does not include the upstream's path and query, because some contain a key.</summary>
    public static Activity? Start(RelayContext call)
    {
        var url = call.Caller.Server.UpstreamUrl;
        var method = TagNames.HttpMethod(call.Http.Request.Method);
        return GatewayTelemetry.Spans.StartActivity(method, ActivityKind.Client)?
            .SetTag(TelemetryTags.HttpMethod, method)
            .SetTag(TelemetryTags.ServerAddress, url.Host)
            .SetTag(TelemetryTags.ServerPort, url.Port)
            .SetTag(TelemetryTags.Server, call.Caller.Server.Id.Value);
    }

    public static void SetResult(Activity? span, SendResult result)
    {
        var status = result.UpstreamStatus;
        if (span is null)
        {
            return;
        }

        span.SetTag(TelemetryTags.HttpStatus, status);
        if (result.Response is null || status >= 400)
        {
            span.SetTag(TelemetryTags.ErrorType, status?.ToString(CultureInfo.InvariantCulture) ?? (result.Outcome == RelayOutcome.NotSent ? "not_sent" : "broken"));
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
