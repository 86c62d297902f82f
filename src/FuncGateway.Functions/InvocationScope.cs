using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Functions;

/// <summary>
/// Adds the invocation id to the logging scope. The host drops log lines of the worker without an id, and
/// with OpenTelemetry the worker uses another name for it than its own log writer expects.
/// </summary>
public sealed class InvocationScope(ILogger<InvocationScope> logger) : IFunctionsWorkerMiddleware
{
    // The name that the worker's log writer expects.
    private const string Key = "AzureFunctions_InvocationId";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        using (logger.BeginScope(new[] { KeyValuePair.Create<string, object>(Key, context.InvocationId) }))
        {
            await next(context);
        }
    }
}
