using FuncGateway.Policies.Text;

namespace FuncGateway.Policies.Findings;

/// <summary>Shows a part of a text that a server has chosen, so that nothing in it is invisible.</summary>
internal static class Excerpt
{
    private const int Before = 20;
    private const int After = 60;
    private const int HalfOfPath = 150;

    /// <summary>The text around a place, with an ellipsis where it is cut.</summary>
    public static string Around(string text, int start, int length)
    {
        var from = Math.Max(0, start - Before);
        var to = (int)Math.Min(text.Length, (long)start + length + After);
        return $"{(from > 0 ? "…" : "")}{VisibleText.Of(text[from..to])}{(to < text.Length ? "…" : "")}";
    }

    /// <summary>The path without its middle if it is long: both ends say where something is.</summary>
    public static string OfPath(string path)
    {
        if (path.Length <= 2 * HalfOfPath)
        {
            return path;
        }

        // A surrogate pair is not cut in two.
        var (end, start) = (HalfOfPath, path.Length - HalfOfPath);
        return $"{path.AsSpan(0, char.IsHighSurrogate(path[end - 1]) ? end - 1 : end)}…{path.AsSpan(char.IsLowSurrogate(path[start]) ? start + 1 : start)}";
    }
}
