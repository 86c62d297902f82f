using FuncGateway.Gateway.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Gateway.Endpoints.Admin;

/// <summary>The one place every change by a person passes through, so that it can be recorded.</summary>
internal sealed partial class AdminActions(ILogger<AdminActions> logger)
{
    public async Task<IResult> RunAsync(AdminOperation operation, HttpContext context, Func<HttpContext, CancellationToken, Task<IResult>> change)
    {
        var person = Person.Of(context.User);
        var target = string.Join('/', context.Request.RouteValues.Values);

        // A change once begun is finished: who hangs up must not leave half of it behind.
        var reply = await change(context, CancellationToken.None);
        LogDone(operation.Name, target, person.Name, (reply as IStatusCodeHttpResult)?.StatusCode);
        return reply;
    }

    [LoggerMessage(LogLevel.Information, "{Action} on {Target} by {Person}: {Status}")]
    private partial void LogDone(string action, string target, string person, int? status);
}
