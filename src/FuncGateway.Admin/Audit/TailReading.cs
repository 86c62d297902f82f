using System.Diagnostics.CodeAnalysis;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Audit;

/// <summary>Reads the place of a tail from the query string.</summary>
internal static class TailReading
{
    private const string Now = "now";

    public static QueryParameter After { get; } = new("after", "now, or the cursor of the last answer to a request with 'after': only entries that were stored since then, oldest first. Not together with 'cursor'");

    public static bool IsAsked(HttpContext context) => QueryText.Find(context, After.Name) is not null;

    /// <param name="cursor">Null for the present.</param>
    public static bool TryRead(HttpContext context, AuditStream stream, DateTimeOffset now, out TailCursor? cursor, [NotNullWhen(false)] out IResult? refusal)
    {
        cursor = null;
        refusal = Paging.CursorOf(context) is null ? null : Problems.BadRequest("'after' and 'cursor' were sent together. Accepted: 'after' to follow the log, or 'cursor' for the next page of a list.");
        var text = QueryText.Find(context, After.Name);
        if (refusal is not null || text is null or Now)
        {
            return refusal is null;
        }

        refusal = !TailCursor.TryParse(text, out cursor)
            ? Problems.BadRequest("'after' is not a place in the log. Accepted: now, or the cursor of the last answer to a request with 'after'.")
            : cursor.Stream != stream
                ? Problems.BadRequest($"'after' is a place in the stream {AuditStreams.NameOf(cursor.Stream)}. Accepted: a place in the stream {AuditStreams.NameOf(stream)}.")
                : now - cursor.At > TailCursor.MaxAge
                    ? Problems.BadRequest($"'after' is more than {TailCursor.MaxAge.TotalHours:0} hours old. Accepted: now, or a newer cursor. List what is in between with 'from'.")
                    : null;
        return refusal is null;
    }
}
