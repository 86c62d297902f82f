using FuncGateway.Admin.Http;
using FuncGateway.Core;
using FuncGateway.Mcp.Relay;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Hosting;

/// <summary>Handles every exception, because the Functions host would answer an unhandled one with a bare 500.</summary>
internal sealed partial class ExceptionBoundary(ILogger<ExceptionBoundary> logger)
{
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var isDisconnected = false;
        try
        {
            await next(context);
        }
        catch (Exception e)
        {
            isDisconnected = !await TryAnswerAsync(context, e);
        }

        // However the request ended, a disconnected client is logged here and nowhere else.
        if ((isDisconnected || context.RequestAborted.IsCancellationRequested) && !ClientConnection.WasCutOff(context))
        {
            LogDisconnected(context.Request.Method);
        }
    }

    /// <summary>Answers a request that failed. Returns false if its client has disconnected.</summary>
    private async Task<bool> TryAnswerAsync(HttpContext context, Exception failure)
    {
        if (ClientConnection.IsDisconnect(context, failure))
        {
            return false;
        }

        if (context.Response.HasStarted)
        {
            LogFailed(failure, context.Request.Method);
            ClientConnection.CutOff(context);
            return true;
        }

        context.Response.Clear();
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await AnswerTo(failure, context.Request.Method).ExecuteAsync(context);
            return true;
        }
        catch (Exception e) when (ClientConnection.IsDisconnect(context, e))
        {
            return false;
        }
    }

    private IResult AnswerTo(Exception failure, string method)
    {
        switch (failure)
        {
            case BadHttpRequestException { StatusCode: var status }:
                return Problems.Of(status, "The request's body could not be read to its end: it is too large, too slow, or not valid HTTP.");
            case StoreUnavailableException:
                LogStore(failure, method);
                return Problems.StoreUnavailable(method);
            default:
                LogFailed(failure, method);
                return Problems.Unexpected;
        }
    }

    [LoggerMessage(LogLevel.Debug, "A {Method} request ended because the client disconnected")]
    private partial void LogDisconnected(string method);

    [LoggerMessage(LogLevel.Error, "A {Method} request was answered 503: the store did not answer")]
    private partial void LogStore(Exception exception, string method);

    [LoggerMessage(LogLevel.Error, "A {Method} request failed")]
    private partial void LogFailed(Exception exception, string method);
}
