using FuncGateway.Admin.People;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Admin.Http;

/// <summary>
/// Runs every operation of the admin API. A change is audited: an entry before it starts, completed when its outcome is known. A request that only reads
/// is audited if the person may not make it.
/// </summary>
internal sealed partial class AdminActions(AuditLog log, RefusedCounts counts, TimeProvider time, ILogger<AdminActions> logger)
{
    public async Task<IResult> RunAsync(AdminOperation operation, HttpContext context, Func<HttpContext, CancellationToken, Task<IResult>> change)
    {
        var entry = Entry(operation, context);
        if (!await log.WriteAsync(entry) && !operation.MayProceedUnrecorded)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "The change could not be recorded in the audit log, so it was not made. Try again in a few seconds.");
        }

        var begun = time.GetTimestamp();
        var ending = new AuditEnding(AuditOutcome.Failed);
        try
        {
            // A change that has started is completed, so that a client that disconnects does not leave it half done.
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

    public async Task<IResult> ReadAsync(AdminOperation operation, HttpContext context, Func<HttpContext, CancellationToken, Task<IResult>> read)
    {
        var reply = await read(context, context.RequestAborted);
        if (WhyForbidden(reply) is not null)
        {
            await RecordForbiddenAsync(operation, context, reply);
        }

        return reply;
    }

    /// <summary>
    /// Records who was refused what and why. A person can send such requests in any number, so after the first ones of a minute they are only counted. The
    /// refusal does not depend on the record, so it is sent even if there is none.
    /// </summary>
    public async Task RecordForbiddenAsync(AdminOperation operation, HttpContext context, IResult refusal)
    {
        var entry = Entry(operation, context);
        if (counts.AddForbidden(entry.Who))
        {
            await log.WriteAsync(entry with { Outcome = AuditOutcome.Refused, Status = StatusCodes.Status403Forbidden, Result = WhyForbidden(refusal) });
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

    // A person may put a token where its id belongs; the token must not end up in the log.
    private static string? Shown(object? value) => value is string text ? AuditNames.Cut(RouteIds.Shown(text)) : null;

    private static AuditEnding EndingOf(IResult reply)
    {
        var status = (reply as IStatusCodeHttpResult)?.StatusCode;
        return new AuditEnding(status is < 400 ? AuditOutcome.Done : AuditOutcome.Refused)
        {
            Status = status,
            Result = ((reply as IValueHttpResult)?.Value as IAuditedResult)?.ForAudit() ?? WhyForbidden(reply),
        };
    }

    // Names roles only. The details of other refusals may repeat what was sent, which does not belong in the log.
    private static string? WhyForbidden(IResult reply) =>
        (reply as IValueHttpResult)?.Value is ProblemBody { Status: StatusCodes.Status403Forbidden } forbidden ? forbidden.Detail : null;

    [LoggerMessage(LogLevel.Information, "{Action} on {Target} by {Person}: {Status}")]
    private partial void LogDone(string action, string target, string person, int? status);
}

/// <summary>A response that adds to the audit entry of its change.</summary>
internal interface IAuditedResult
{
    /// <summary>Returns what the change created or affected, such as the id of a grant or the number of a revision.</summary>
    string ForAudit();
}
