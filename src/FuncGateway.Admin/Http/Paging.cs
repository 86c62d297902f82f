using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>The query parameters of a list that is returned page by page.</summary>
internal static class Paging
{
    private const int DefaultCount = 50;
    private const int MaxCount = 200;

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [new("cursor", "the cursor of the previous page"), new("limit", $"1 to {MaxCount}; default: {DefaultCount}")];

    public static string? CursorOf(HttpContext context) => QueryText.Find(context, "cursor");

    public static bool TryCount(HttpContext context, out int count, [NotNullWhen(false)] out IResult? refusal)
    {
        count = DefaultCount;
        var text = QueryText.Find(context, "limit");
        refusal = text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is > 0 and <= MaxCount)
            ? null
            : Problems.BadRequest($"The limit is '{text}'. Accepted: 1 to {MaxCount}.");
        return refusal is null;
    }
}
