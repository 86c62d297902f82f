using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Audit;

/// <summary>Reads the filters and paging of audit requests from the query string.</summary>
internal static class AuditQueryReading
{
    private const int DefaultCount = 50;
    private const int MaxCount = 200;

    public static IReadOnlyList<QueryParameter> Filters { get; } =
    [
        new("stream", "calls (default), or admin for changes made through the admin API, which requires the role Admin"),
        new("server", "the id of a server"),
        new("grant", "the id of a grant"),
        new("tool", "the name of a tool"),
        new("verdict", "deny, hold or allow"),
        new("from", "a time such as '2030-01-31T12:00:00Z', inclusive"),
        new("to", "a time, exclusive"),
    ];

    public static IReadOnlyList<QueryParameter> Paging { get; } = [new("cursor", "the cursor of the previous page"), new("limit", $"1 to {MaxCount}; default: {DefaultCount}")];

    public static bool TryRead(HttpContext context, [NotNullWhen(true)] out AuditQuery? query, [NotNullWhen(false)] out IResult? refusal)
    {
        query = null;
        var (stream, verdict, cursor) = (Text(context, "stream"), Text(context, "verdict"), Text(context, "cursor"));
        var wrongFrom = CheckTime(context, "from", out var from);
        var wrongTo = CheckTime(context, "to", out var to);
        refusal = stream is null or "calls" or "admin" ? null : Problems.BadRequest($"The stream is '{stream}'. Accepted: calls, admin.");
        refusal ??= verdict is null or "deny" or "hold" or "allow" ? null : Problems.BadRequest($"The verdict is '{verdict}'. Accepted: deny, hold, allow.");
        refusal ??= cursor is null || AuditKey.TryDay(cursor, out _) ? null : Problems.BadRequest("The cursor is invalid. Accepted: the cursor of the previous page, with the same filters.");
        refusal ??= wrongFrom ?? wrongTo;
        refusal ??= stream == "admin" && Person.Of(context.User) is var person && !person.May(Right.Administer)
            ? Problems.Forbidden(person, "Reading the admin audit log", Right.Administer)
            : null;
        if (refusal is not null)
        {
            return false;
        }

        query = new AuditQuery(
            stream == "admin" ? AuditStream.Admin : AuditStream.Calls, Text(context, "server"), Text(context, "grant"), Text(context, "tool"), verdict, from, to, cursor);
        return true;
    }

    public static bool TryCount(HttpContext context, out int count, [NotNullWhen(false)] out IResult? refusal)
    {
        count = DefaultCount;
        var text = Text(context, "limit");
        refusal = text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is > 0 and <= MaxCount)
            ? null
            : Problems.BadRequest($"The limit is '{text}'. Accepted: 1 to {MaxCount}.");
        return refusal is null;
    }

    public static string? Text(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static IResult? CheckTime(HttpContext context, string name, out DateTimeOffset? time)
    {
        time = null;
        if (Text(context, name) is not { } text)
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
