using FuncGateway.Admin.Http;
using FuncGateway.Core;
using FuncGateway.Mcp.Relay;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Hosting;

/// <summary>Nothing leaves unhandled: the Functions host would turn it into a bare 500, and Kestrel into a page.</summary>
internal sealed partial class ExceptionBoundary(ILogger<ExceptionBoundary> logger)
{
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var isGone = false;
        try
        {
            await AnswerAsync(context, next);
        }
        catch (Exception e) when (ClientConnection.Explains(context, e))
        {
            isGone = true;
        }

        // Whichever way the request ended, a client that hung up is logged here and nowhere else.
        if ((isGone || context.RequestAborted.IsCancellationRequested) && !ClientConnection.WasCutOff(context))
        {
            LogGone(context.Request.Method);
        }
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!ClientConnection.Explains(context, e))
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
                    return Problems.Of(status, "The request's body could not be read to its end: it is too large, too slow, or not framed as HTTP asks.");
                case StoreUnavailableException:
                    LogStore(exception, context.Request.Method);
                    return Problems.StoreUnavailable;
                default:
                    LogFailed(exception, context.Request.Method);
                    return Problems.Unexpected;
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "A {Method} ended because the client hung up")]
    private partial void LogGone(string method);

    [LoggerMessage(LogLevel.Error, "A {Method} was answered 503: the store did not answer")]
    private partial void LogStore(Exception exception, string method);

    [LoggerMessage(LogLevel.Error, "A {Method} failed")]
    private partial void LogFailed(Exception exception, string method);
}
