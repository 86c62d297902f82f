using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

internal static class QueryText
{
    /// <summary>Reads a parameter that is <c>true</c> or <c>false</c>. Any other text is refused.</summary>
    /// <param name="otherwise">Its value if it is missing.</param>
    public static bool TryFlag(HttpContext context, string name, out bool isSet, [NotNullWhen(false)] out IResult? refusal, bool otherwise = false)
    {
        var text = context.Request.Query[name] is { Count: > 0 } written ? written.ToString() : otherwise ? "true" : "false";
        isSet = text == "true";
        refusal = text is "true" or "false" ? null : Problems.BadRequest($"'{name}' is '{text}'. Accepted: true, false.");
        return refusal is null;
    }

    /// <summary>Returns a query parameter, or null if it is missing or empty.</summary>
    public static string? Find(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
