using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Audit;

/// <summary>Reads the filters of audit requests from the query string.</summary>
internal static class AuditQueryReading
{
    public static IReadOnlyList<QueryParameter> Filters { get; } =
    [
        new("stream", "calls (default), or admin for changes made through the admin API, which requires the role Admin"),
        new("server", "the id of a server"),
        new("grant", "the id of a grant"),
        new("tool", "the name of a tool"),
        new("rule", "a rule, exactly as in the entry"),
        new("method", "a method, exactly as in the entry"),
        new("verdict", Words<AuditVerdict>()),
        new("outcome", Words<AuditOutcome>()),
        new("from", "a time such as '2030-01-31T12:00:00Z', inclusive"),
        new("to", "a time, exclusive"),
    ];

    public static bool TryRead(HttpContext context, [NotNullWhen(true)] out AuditQuery? query, [NotNullWhen(false)] out IResult? refusal)
    {
        query = null;
        var (stream, cursor) = (QueryText.Find(context, "stream"), Paging.CursorOf(context));
        var wrongVerdict = CheckWord<AuditVerdict>(context, "verdict", out var verdict);
        var wrongOutcome = CheckWord<AuditOutcome>(context, "outcome", out var outcome);
        var wrongFrom = CheckTime(context, "from", out var from);
        var wrongTo = CheckTime(context, "to", out var to);
        refusal = stream is null or "calls" or "admin" ? null : Problems.BadRequest($"The stream is '{stream}'. Accepted: calls, admin.");
        refusal ??= wrongVerdict ?? wrongOutcome;
        refusal ??= cursor is null || AuditPlace.TimeOf(cursor) is not null ? null : Problems.BadRequest("The cursor is invalid. Accepted: the cursor of the previous page, with the same filters.");
        refusal ??= wrongFrom ?? wrongTo;
        refusal ??= stream == "admin" && Person.Of(context.User) is var person && !person.May(Right.Administer)
            ? Problems.Forbidden(person, "Reading the admin audit log", Right.Administer)
            : null;
        if (refusal is not null)
        {
            return false;
        }

        query = new AuditQuery(
            stream == "admin" ? AuditStream.Admin : AuditStream.Calls, QueryText.Find(context, "server"), QueryText.Find(context, "grant"), QueryText.Find(context, "tool"), verdict, outcome, from, to, cursor)
        {
            Rule = QueryText.Find(context, "rule"),
            Method = QueryText.Find(context, "method"),
        };
        return true;
    }

    private static IResult? CheckWord<TWord>(HttpContext context, string name, out TWord? word)
        where TWord : struct, Enum
    {
        word = null;
        if (QueryText.Find(context, name) is not { } text)
        {
            return null;
        }

        foreach (var each in Enum.GetValues<TWord>())
        {
            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(each.ToString()) == text)
            {
                word = each;
                return null;
            }
        }

        return Problems.BadRequest($"The {name} is '{text}'. Accepted: {Words<TWord>()}.");
    }

    private static string Words<TWord>()
        where TWord : struct, Enum =>
        string.Join(", ", Enum.GetNames<TWord>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));

    private static IResult? CheckTime(HttpContext context, string name, out DateTimeOffset? time)
    {
        time = null;
        if (QueryText.Find(context, name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            time = parsed.ToUniversalTime();
            return null;
        }

        return Problems.BadRequest($"'{name}' is '{text}'. Accepted: a time such as '2030-01-31T12:00:00Z'; without a time zone it is read as UTC.");
    }
}
