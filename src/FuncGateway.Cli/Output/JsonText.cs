using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Policies.Text;

namespace FuncGateway.Cli.Output;

/// <summary>JSON for terminals and programs: quotes and letters as they are, invisible characters escaped.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Lines) { WriteIndented = true, NewLine = "\n" };

    public static string Compact(JsonNode? value) => Visible(value?.ToJsonString(Lines) ?? "null");

    public static string Pretty(JsonNode? value) => Visible(value?.ToJsonString(Indented) ?? "null");

    // Such characters occur in JSON only inside texts, where an escape means the same.
    private static string Visible(string json)
    {
        if (!json.EnumerateRunes().Any(IsInvisible))
        {
            return json;
        }

        var text = new StringBuilder(json.Length + 16);
        Span<char> units = stackalloc char[2];
        foreach (var rune in json.EnumerateRunes())
        {
            var count = rune.EncodeToUtf16(units);
            foreach (var unit in units[..count])
            {
                text.Append(IsInvisible(rune) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}") : unit);
            }
        }

        return text.ToString();
    }

    private static bool IsInvisible(Rune rune) => rune.Value != '\n' && !rune.IsAscii && VisibleText.Of(rune.ToString()) != rune.ToString();
}
