using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Functions;

/// <summary>
/// Puts the id of the invocation into the scope of every line that is logged during it. The host drops lines of the worker that carry no id, and
/// with OpenTelemetry the worker names the id differently from what its own log writer looks for.
/// </summary>
public sealed class InvocationScope(ILogger<InvocationScope> logger) : IFunctionsWorkerMiddleware
{
    // What the worker's log writer looks for.
    private const string Key = "AzureFunctions_InvocationId";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        using (logger.BeginScope(new[] { KeyValuePair.Create<string, object>(Key, context.InvocationId) }))
        {
            await next(context);
        }
    }
}
