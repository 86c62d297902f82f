using System.Text.Json.Nodes;
using FuncGateway.Cli.Output;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Cli.Tests.Output;

public sealed class PrinterTests
{
    private static readonly Column[] Columns = [new("name", "/name"), new("used", "/used", ColumnKind.Time), new("tags", "/tags")];

    private static readonly JsonNode?[] Rows =
    [
        JsonNode.Parse("""{"name":"a","used":"2030-01-01T11:00:00Z","tags":["x","y"],"more":{"deep/er":1}}"""),
        JsonNode.Parse("""{"name":"it's \"quoted\", and\ttabbed","used":null,"tags":[]}"""),
    ];

    [Fact]
    public void Rows_OnATerminal_AreAlignedWithAHeader() => Assert.Equal(
        """
        NAME                           USED     TAGS
        a                              1 h ago  x y
        it's "quoted", and\u{9}tabbed

        """.ReplaceLineEndings("\n"),
        Written(OutputFormat.Automatic, isTerminal: true));

    [Fact]
    public void Rows_InAPipe_AreSeparatedByTabsWithoutHeader() => Assert.Equal(
        "a\t2030-01-01T11:00:00Z\tx y\nit's \"quoted\", and\\u{9}tabbed\t\t\n",
        Written(OutputFormat.Automatic));

    [Fact]
    public void Rows_AsCsv_HaveAHeaderAndQuotes() => Assert.Equal(
        "name,used,tags\na,2030-01-01T11:00:00Z,x y\n\"it's \"\"quoted\"\", and\ttabbed\",,\n",
        Written(OutputFormat.Csv));

    [Fact]
    public void Rows_AsJsonLines_AreWhole() => Assert.Equal(
        """
        {"name":"a","used":"2030-01-01T11:00:00Z","tags":["x","y"],"more":{"deep/er":1}}
        {"name":"it's \"quoted\", and\ttabbed","used":null,"tags":[]}

        """.ReplaceLineEndings("\n"),
        Written(OutputFormat.JsonLines));

    [Fact]
    public void Rows_WithPointers_HaveTheirValuesOnly() => Assert.Equal("1\ta\n\tit's \"quoted\", and\\u{9}tabbed\n", Written(OutputFormat.Automatic, query: ["/more/deep~1er", "/name"]));

    [Fact]
    public void Csv_OnATerminal_DoesNotControlIt() => Assert.Equal("name,used,tags\na,2030-01-01T11:00:00Z,x y\n\"it's \"\"quoted\"\", and\\u{9}tabbed\",,\n", Written(OutputFormat.Csv, isTerminal: true));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("\"=1\"", "\"\"\"=1\"\"\"")]
    [InlineData("-", "'-")]
    [InlineData("a\nb", "\"a\nb\"")]
    public void Csv_OfAFormula_IsNotOne(string value, string cell) => Assert.Equal(cell, CsvText.Line([value]));

    [Theory]
    [InlineData("\u202etxt.exe", "\"\\u202etxt.exe\"")]
    [InlineData("it's <b>\u00e9</b>", "\"it's <b>\u00e9</b>\"")]
    [InlineData("\u001b[2J", "\"\\u001B[2J\"")]
    [InlineData("\U000e0041", "\"\\udb40\\udc41\"")]
    public void Json_OfATextThatControlsATerminal_IsEscaped(string value, string json) => Assert.Equal(json, JsonText.Compact(JsonValue.Create(value)), ignoreCase: true);

    [Fact]
    public void Table_WiderThanTheTerminal_IsCut()
    {
        var (terminal, output) = NewTerminal(isTerminal: true, width: 20);
        TextTable.Write(terminal, ["id", "text"], [["1", new string('x', 50)], ["22", "y"]]);
        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 20));
        Assert.Contains("…", output.ToString(), StringComparison.Ordinal);
    }

    private static string Written(OutputFormat format, bool isTerminal = false, params string[] query)
    {
        var (terminal, output) = NewTerminal(isTerminal, width: 120);
        new Printer(terminal, format, query, new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero))).Rows(Rows, Columns, "none");
        return output.ToString();
    }

    private static (Terminal Terminal, StringWriter Output) NewTerminal(bool isTerminal, int width)
    {
        var output = new StringWriter { NewLine = "\n" };
        return (new Terminal(TextReader.Null, output, TextWriter.Null, isTerminal, isTerminal, IsInTerminal: false, HasColour: false, width), output);
    }
}
