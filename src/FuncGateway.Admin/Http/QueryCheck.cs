using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>
/// Refuses query parameters that an operation does not declare, and repeated ones. If they were ignored, a person who writes <c>dryrun</c> instead of
/// <c>dryRun</c> would make the change they only wanted to try.
/// </summary>
internal static class QueryCheck
{
    private const int MaxShown = 64;

    /// <summary>Runs the handler only if the request has no other query parameters than those of <see cref="AdminOperation.Query"/>, each at most once.</summary>
    public static Func<HttpContext, CancellationToken, Task<IResult>> Before(AdminOperation operation, Func<HttpContext, CancellationToken, Task<IResult>> handler) =>
        (context, cancellationToken) => Refusal(operation, context.Request.Query) is { } refusal ? Task.FromResult(refusal) : handler(context, cancellationToken);

    private static IResult? Refusal(AdminOperation operation, IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            // Names differ by case: the parameter is written as it is declared.
            if (!operation.Query.Any(declared => declared.Name == name))
            {
                return Problems.BadRequest($"The query parameter '{Shown(name)}' is unknown. {Accepted(operation)}");
            }

            if (values.Count > 1)
            {
                return Problems.BadRequest($"The query parameter '{name}' is given {values.Count} times. Accepted: once.");
            }
        }

        return null;
    }

    private static string Accepted(AdminOperation operation) => operation.Query.Count == 0
        ? "This path accepts no query parameters."
        : $"Accepted: {string.Join(", ", operation.Query.Select(parameter => parameter.Name))}.";

    private static string Shown(string name) => RouteIds.Shown(name) is { Length: > MaxShown } text ? text[..MaxShown] + "…" : RouteIds.Shown(name);
}
