using FuncGateway.Core;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;

namespace FuncGateway.Mcp;

/// <summary>The endpoint <c>/mcp/{server}</c>, for every HTTP method and message.</summary>
public sealed partial class McpEndpoint(CallerAdmission admission, McpVerbs verbs, TimeProvider time, ILogger<McpEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context, string server)
    {
        using var telemetry = CallTelemetry.Begin(context, time);
        try
        {
            if (await admission.AdmitAsync(context, server) is { } caller)
            {
                telemetry?.Identified(caller);
                await verbs.HandleAsync(context, caller, telemetry);
            }
        }
        catch (StoreUnavailableException e) when (!context.Response.HasStarted)
        {
            LogUnavailable(e);
            await GatewayReply.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, McpErrorCode.InternalError, "The gateway's store does not answer, so the request was refused; try again in a few seconds.");
        }
        catch (Exception e) when (!ClientConnection.IsDisconnect(context, e) && telemetry?.RecordException(e) == true)
        {
            // Unreachable: the filter only records the exception and returns false.
            throw;
        }
    }

    [LoggerMessage(LogLevel.Error, "A store did not answer; the call was refused")]
    private partial void LogUnavailable(StoreUnavailableException e);
}
