using System.Globalization;
using System.Net;
using System.Text;

namespace FuncGateway.Bench.Report;

/// <summary>Horizontal bars as SVG, in colours that are legible on a light and on a dark page.</summary>
public static class BarChart
{
    private const int Width = 860;
    private const int Labels = 380;
    private const int Row = 28;
    private const int Head = 40;

    public static string Draw(string title, IReadOnlyList<(string Name, double Value)> bars)
    {
        var (svg, longest) = (new StringBuilder(), bars.Max(bar => bar.Value));
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Head + (bars.Count * Row)}\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#808890\">");
        Line(svg, $"<title>{Escape(title)}</title>");
        Line(svg, $"<text x=\"0\" y=\"20\" font-weight=\"bold\">{Escape(title)}</text>");
        for (var index = 0; index < bars.Count; index++)
        {
            var (name, value) = bars[index];
            var (top, length) = (Head + (index * Row), value / longest * (Width - Labels - 80));
            Line(svg, $"<text x=\"{Labels - 8}\" y=\"{top + 15}\" text-anchor=\"end\">{Escape(name)}</text>");
            Line(svg, $"<rect x=\"{Labels}\" y=\"{top + 2}\" width=\"{length:0.0}\" height=\"18\" fill=\"#3b82c4\"/>");
            Line(svg, $"<text x=\"{Labels + length + 6:0.0}\" y=\"{top + 15}\">{value:N0}</text>");
        }

        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static void Line(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
