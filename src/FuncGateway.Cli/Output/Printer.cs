using System.Text.Json.Nodes;
using FuncGateway.Policies.Text;

namespace FuncGateway.Cli.Output;

/// <summary>Writes the result of a command in the format that was asked for.</summary>
/// <param name="query">JSON Pointers of the values to write instead of the usual ones; empty for those.</param>
internal sealed class Printer(Terminal terminal, OutputFormat format, IReadOnlyList<string> query, TimeProvider time)
{
    private const int MaxText = 20_000;

    /// <summary>Whether the result is for a person, in sentences and tables.</summary>
    public bool IsForPerson => format == OutputFormat.Table || (format == OutputFormat.Automatic && terminal.IsOutTerminal);

    public bool IsCsv => format == OutputFormat.Csv;

    /// <summary>Whether the result is JSON, so that there must be nothing else in it.</summary>
    public bool IsJson => format is OutputFormat.Json or OutputFormat.JsonLines;

    public Terminal Terminal => terminal;

    /// <summary>Writes a list.</summary>
    /// <param name="none">Written for a person if the list is empty.</param>
    public void Rows(IEnumerable<JsonNode?> rows, IReadOnlyList<Column> columns, string none) => WriteAll([.. rows], columns, none);

    private void WriteAll(JsonNode?[] rows, IReadOnlyList<Column> columns, string none)
    {
        var chosen = query.Count == 0 ? columns : [.. query.Select(pointer => new Column(pointer, pointer))];
        switch (format)
        {
            case OutputFormat.Json:
                terminal.Out.WriteLine(JsonText.Pretty(new JsonArray([.. rows.Select(Selected)])));
                break;
            case OutputFormat.JsonLines:
                Lines(rows.Select(row => JsonText.Compact(Selected(row))));
                break;
            case OutputFormat.Csv:
                terminal.Out.WriteLine(CsvText.Line(chosen.Select(column => column.Header)));
                Lines(rows.Select(row => CsvText.Line(chosen.Select(column => Cell(column.RawOf(row))))));
                break;
            default:
                WriteText(rows, chosen, none);
                break;
        }
    }

    /// <summary>Writes a single result.</summary>
    /// <param name="sentence">For a person, and wherever JSON was not asked for.</param>
    public void One(JsonNode? value, string sentence)
    {
        if (IsJson)
        {
            terminal.Out.WriteLine(format == OutputFormat.Json ? JsonText.Pretty(Selected(value)) : JsonText.Compact(Selected(value)));
        }
        else if (query.Count > 0)
        {
            Lines([TabLine(query.Select(pointer => Column.TextOf(Pointers.Find(value, pointer))))]);
        }
        else
        {
            terminal.Out.WriteLine(sentence);
        }
    }

    /// <summary>Writes the header of a list that is written row by row, if the format has one.</summary>
    public void Header(IReadOnlyList<Column> columns)
    {
        if (IsCsv)
        {
            terminal.Out.WriteLine(CsvText.Line(query.Count == 0 ? columns.Select(column => column.Header) : query));
        }
    }

    /// <summary>Writes one row of a list that goes on.</summary>
    /// <param name="sentence">For a person.</param>
    public void Line(JsonNode row, IReadOnlyList<Column> columns, string sentence)
    {
        if (IsJson)
        {
            terminal.Out.WriteLine(JsonText.Compact(Selected(row)));
        }
        else if (query.Count == 0 && IsForPerson)
        {
            terminal.Out.WriteLine(sentence);
        }
        else
        {
            var cells = query.Count == 0 ? columns.Select(column => column.RawOf(row)) : query.Select(pointer => Column.TextOf(Pointers.Find(row, pointer)));
            terminal.Out.WriteLine(format == OutputFormat.Csv ? CsvText.Line(cells.Select(Cell)) : TabLine(cells));
        }

        terminal.Out.Flush();
    }

    /// <summary>Writes a sentence for a person; nothing if the result is JSON.</summary>
    public void Say(string sentence)
    {
        if (!IsJson)
        {
            terminal.Out.WriteLine(sentence);
        }
    }

    /// <summary>Writes a sentence that is no part of the result.</summary>
    public void Note(string sentence) => terminal.Error.WriteLine(sentence);

    /// <summary>Makes a text of a server, an agent or another person harmless to a terminal.</summary>
    public static string Safe(JsonNode? text) => VisibleText.Of(Column.TextOf(text));

    /// <summary>As <see cref="Safe"/>, but whole: for what a person decides by.</summary>
    public static string SafeWhole(JsonNode? text) => VisibleText.Of(Column.TextOf(text), MaxText);

    private void WriteText(JsonNode?[] rows, IReadOnlyList<Column> columns, string none)
    {
        if (!IsForPerson)
        {
            Lines(rows.Select(row => TabLine(columns.Select(column => column.RawOf(row)))));
        }
        else if (rows.Length == 0)
        {
            terminal.Out.WriteLine(none);
        }
        else
        {
            var now = time.GetUtcNow();
            TextTable.Write(terminal, [.. columns.Select(column => column.Header)], [.. rows.Select(row => columns.Select(column => column.ShownOf(row, now)).ToArray())]);
        }
    }

    // A file has values as they are. On a terminal they must not control it.
    private string Cell(string text) => terminal.IsOutTerminal ? VisibleText.Of(text, int.MaxValue) : text;

    private JsonNode? Selected(JsonNode? row) => query.Count == 0
        ? row?.DeepClone()
        : new JsonObject(query.Select(pointer => KeyValuePair.Create(pointer, Pointers.Find(row, pointer)?.DeepClone())));

    private void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            terminal.Out.WriteLine(line);
        }
    }

    // A tab or a line break inside a value would be read as the end of it.
    private static string TabLine(IEnumerable<string> cells) => string.Join('\t', cells.Select(cell => VisibleText.Of(cell, int.MaxValue)));
}
