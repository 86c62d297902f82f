using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FuncGateway.Cli.Output;

/// <summary>A column of a table.</summary>
/// <param name="Header">In capitals in a table, as it is in CSV.</param>
/// <param name="Pointer">JSON Pointer of the value in a row.</param>
/// <param name="Kind">How the value is shown to a person. Programs are given it as it is.</param>
internal sealed record Column(string Header, string Pointer, ColumnKind Kind = ColumnKind.Text)
{
    private const int ShortId = 12;

    /// <summary>The value as a program reads it: texts as they are, null as nothing, everything else as JSON.</summary>
    public string RawOf(JsonNode? row) => TextOf(Pointers.Find(row, Pointer));

    /// <summary>The value as a person reads it.</summary>
    public string ShownOf(JsonNode? row, DateTimeOffset now) => Kind switch
    {
        ColumnKind.Time when DateTimeOffset.TryParse(RawOf(row), CultureInfo.InvariantCulture, out var at) => RelativeTime.Of(at, now),
        ColumnKind.Id => RawOf(row)[..Math.Min(ShortId, RawOf(row).Length)],
        _ => RawOf(row),
    };

    public static string TextOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "",
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Array when value.AsArray().All(each => each?.GetValueKind() == JsonValueKind.String) => string.Join(' ', value.AsArray().Select(TextOf)),
        _ => JsonText.Compact(value),
    };
}

/// <summary>How a value is shown to a person.</summary>
internal enum ColumnKind
{
    Text,

    /// <summary>A time, as how long ago it was or will be.</summary>
    Time,

    /// <summary>A long id, of which the beginning is shown. Commands take that too.</summary>
    Id,
}
