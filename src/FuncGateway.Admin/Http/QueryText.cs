using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

internal static class QueryText
{
    /// <summary>Returns a query parameter, or null if it is missing or empty.</summary>
    public static string? Find(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
