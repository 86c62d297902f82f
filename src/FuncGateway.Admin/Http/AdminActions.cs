using FuncGateway.Admin.People;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Admin.Http;

/// <summary>The one place every change by a person passes through. It is recorded before it is begun, and again when it is known what came of it.</summary>
internal sealed partial class AdminActions(AuditLog log, TimeProvider time, ILogger<AdminActions> logger)
{
    public async Task<IResult> RunAsync(AdminOperation operation, HttpContext context, Func<HttpContext, CancellationToken, Task<IResult>> change)
    {
        var entry = Entry(operation, context);
        if (!await log.WriteAsync(entry) && !operation.MayProceedUnrecorded)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "The audit log did not take the record of this change, so nothing was changed. Try again in a few seconds.");
        }

        var begun = time.GetTimestamp();
        var ending = new AuditEnding(AuditOutcome.Failed);
        try
        {
            // A change once begun is finished: who hangs up must not leave half of it behind.
            var reply = await change(context, CancellationToken.None);
            ending = EndingOf(reply);
            LogDone(operation.Name, entry.Target, entry.Who, ending.Status);
            return reply;
        }
        finally
        {
            await log.EndAsync(entry, ending with
            {
                Fields = context.Features.Get<SentFields>() is { } sent ? AuditNames.Cut(sent.Names) : null,
                LatencyMs = (long)time.GetElapsedTime(begun).TotalMilliseconds,
            });
        }
    }

    private AdminEntry Entry(AdminOperation operation, HttpContext context)
    {
        var (person, now, route) = (Person.Of(context.User), time.GetUtcNow(), context.Request.RouteValues);
        var target = string.Join('/', route.Values.Select(value => Shown(value) ?? ""));
        return new AdminEntry(AuditLog.NewId(now), now, AuditNames.Cut(person.Name), [.. person.Roles.Select(role => role.ToString())], operation.Name, target)
        {
            Server = Shown(route.GetValueOrDefault("server")),
            Grant = Shown(route.GetValueOrDefault("grant")),
        };
    }

    // Somebody who confuses id and token must not leave the token in the log.
    private static string? Shown(object? value) => value is string text ? AuditNames.Cut(RouteIds.Shown(text)) : null;

    private static AuditEnding EndingOf(IResult reply)
    {
        var status = (reply as IStatusCodeHttpResult)?.StatusCode;
        return new AuditEnding(status is < 400 ? AuditOutcome.Done : AuditOutcome.Refused)
        {
            Status = status,
            Result = ((reply as IValueHttpResult)?.Value as IAuditedResult)?.ForAudit(),
        };
    }

    [LoggerMessage(LogLevel.Information, "{Action} on {Target} by {Person}: {Status}")]
    private partial void LogDone(string action, string target, string person, int? status);
}
