using FuncGateway.Admin.Http;
using FuncGateway.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Hosting;

/// <summary>Nothing leaves unhandled: the Functions host would turn it into a bare 500, and Kestrel into a page.</summary>
internal sealed partial class ExceptionBoundary(ILogger<ExceptionBoundary> logger)
{
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            LogGone(context.Request.Method);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await AnswerFor(e).ExecuteAsync(Emptied(context));
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            // A cut answer must not look whole.
            LogFailed(e, context.Request.Method);
            context.Abort();
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

    [LoggerMessage(LogLevel.Debug, "A {Method} ended because the client went away")]
    private partial void LogGone(string method);

    [LoggerMessage(LogLevel.Error, "A {Method} was answered 503: the store did not answer")]
    private partial void LogStore(Exception exception, string method);

    [LoggerMessage(LogLevel.Error, "A {Method} failed")]
    private partial void LogFailed(Exception exception, string method);
}
