using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Policies.Tools;

/// <summary>The names of the classes in requests, responses and addresses of pages: <c>read</c>, <c>write</c>, <c>execute</c>, <c>destructive</c> and <c>financial</c>.</summary>
public static class ToolClassNames
{
    private static readonly Dictionary<string, ToolClass> Classes = Enum.GetValues<ToolClass>().ToDictionary(Of, StringComparer.Ordinal);

    public static string Of(ToolClass toolClass) => toolClass.ToString().ToLowerInvariant();

    public static bool TryParse([NotNullWhen(true)] string? text, out ToolClass toolClass)
    {
        toolClass = default;
        return text is not null && Classes.TryGetValue(text, out toolClass);
    }
}
