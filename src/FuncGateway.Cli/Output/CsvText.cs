namespace FuncGateway.Cli.Output;

/// <summary>Lines of CSV (RFC 4180) that a spreadsheet does not take for formulas.</summary>
internal static class CsvText
{
    private const string Formula = "=+-@\t\r";
    private const string Special = "\",\r\n";

    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && Formula.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(Special) >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
