using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FuncGateway.Mcp.Wire;

internal static class MessageIds
{
    /// <summary>
    /// Returns a text that is the same for every spelling of one id, given as raw JSON: 1 and "1" are different ids; "a" and "\u0061" are the same, and
    /// so are numbers that are one double, such as 0 and -0, because some servers read ids as doubles.
    /// </summary>
    public static string Name(ReadOnlySpan<byte> id)
    {
        var json = new Utf8JsonReader(id);
        if (!json.Read())
        {
            return "";
        }

        return json.TokenType switch
        {
            JsonTokenType.String => $"\"{json.GetString()}",
            JsonTokenType.Number when json.TryGetDouble(out var number) => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture),
            _ => Encoding.UTF8.GetString(json.ValueSpan),
        };
    }
}
