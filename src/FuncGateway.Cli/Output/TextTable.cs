using FuncGateway.Policies.Text;

namespace FuncGateway.Cli.Output;

/// <summary>Writes aligned columns with a header, no wider than the terminal.</summary>
internal static class TextTable
{
    private const string Gap = "  ";
    private const int MinWidth = 8;

    public static void Write(Terminal terminal, IReadOnlyList<string> headers, IReadOnlyList<string[]> rows)
    {
        // Names come from servers and agents, and must not control the terminal.
        var shown = rows.Select(row => row.Select(cell => VisibleText.Of(cell)).ToArray()).ToArray();
        var widths = headers.Select((header, index) => shown.Select(row => row[index].Length).Append(header.Length).Max()).ToArray();
        Narrow(widths, terminal.Width - (Gap.Length * (widths.Length - 1)));
        terminal.Out.WriteLine(terminal.Colour(Line([.. headers.Select(header => header.ToUpperInvariant())], widths), TextColour.Bold));
        foreach (var row in shown)
        {
            terminal.Out.WriteLine(Line(row, widths));
        }
    }

    // The widest columns give way first.
    private static void Narrow(int[] widths, int available)
    {
        while (widths.Sum() > available && widths.Max() > MinWidth)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }
    }

    private static string Line(string[] cells, int[] widths) => string.Join(Gap, cells.Select((cell, index) => Cut(cell, widths[index]).PadRight(widths[index]))).TrimEnd();

    private static string Cut(string cell, int width) => cell.Length <= width ? cell : $"{cell[..(width - 1)]}…";
}
