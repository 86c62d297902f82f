using System.Runtime.CompilerServices;
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
            await AnswerAsync(context, next);
        }
        catch (Exception e) when (ClientConnection.IsDisconnect(context, e))
        {
            isDisconnected = true;
        }

        // However the request ended, a disconnected client is logged here and nowhere else.
        if ((isDisconnected || context.RequestAborted.IsCancellationRequested) && !ClientConnection.WasCutOff(context))
        {
            LogDisconnected(context.Request.Method);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!ClientConnection.IsDisconnect(context, e))
        {
            if (context.Response.HasStarted)
            {
                LogFailed(e, context.Request.Method);
                ClientConnection.CutOff(context);
            }
            else
            {
                await AnswerFor(e).ExecuteAsync(Emptied(context));
            }
        }

        HttpContext Emptied(HttpContext failed)
        {
            failed.Response.Clear();
            failed.Response.Headers.CacheControl = "no-store";
            return failed;
        }

        IResult AnswerFor(Exception exception)
        {
            switch (exception)
            {
                case BadHttpRequestException { StatusCode: var status }:
                    return Problems.Of(status, "The request's body could not be read to its end: it is too large, too slow, or not valid HTTP.");
                case StoreUnavailableException:
                    LogStore(exception, context.Request.Method);
                    return Problems.StoreUnavailable;
                default:
                    LogFailed(exception, context.Request.Method);
                    return Problems.Unexpected;
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "A {Method} request ended because the client disconnected")]
    private partial void LogDisconnected(string method);

    [LoggerMessage(LogLevel.Error, "A {Method} request was answered 503: the store did not answer")]
    private partial void LogStore(Exception exception, string method);

    [LoggerMessage(LogLevel.Error, "A {Method} request failed")]
    private partial void LogFailed(Exception exception, string method);
}
