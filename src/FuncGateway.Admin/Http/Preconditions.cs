using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FuncGateway.Admin.Http;

/// <summary>Checks <c>If-Match</c> and <c>If-None-Match</c> of a change. Both are optional: without them the last write wins.</summary>
internal static class Preconditions
{
    /// <param name="current">The tag of the current version, or null if the resource does not exist.</param>
    /// <returns>A 412 response, or null if the change may proceed.</returns>
    public static IResult? Check(HttpRequest request, EntityTag? current)
    {
        var (wanted, unwanted) = (request.Headers.IfMatch, request.Headers.IfNoneMatch);
        if (wanted.Count > 0 && !(current is { } tag && (IsAny(wanted) || tag.IsVersionIn(wanted))))
        {
            return Problems.PreconditionFailed($"If-Match is {wanted}; the current version is {Show(current)}. Read it again and repeat the change.");
        }

        return unwanted.Count > 0 && current is { } present && (IsAny(unwanted) || present.IsVersionIn(unwanted))
            ? Problems.PreconditionFailed($"If-None-Match is {unwanted}; the current version is {Show(current)}.")
            : null;
    }

    private static bool IsAny(StringValues header) => header is [{ } line] && line.Trim() == "*";

    private static string Show(EntityTag? tag) => tag?.Text ?? "none: it does not exist";
}
