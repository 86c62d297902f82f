using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>Writes operands, and values like them, as JSON.</summary>
internal static class OperandText
{
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public static string TextOf(JsonOperand operand) => Encoding.UTF8.GetString(operand.Text ?? []);

    /// <summary>Returns null if a number in the operand is too large, too small or too long.</summary>
    public static string? Of(JsonOperand operand) => Write(operand, number => BigDecimal.Of(number.Number)?.ToText());

    /// <summary>Returns the operand with its first number replaced by another one of the same IEEE double; null if it has no number.</summary>
    public static string? WithSameDouble(JsonOperand operand)
    {
        var replaced = false;
        var text = Write(operand, number =>
        {
            if (BigDecimal.Of(number.Number) is not { } exact)
            {
                return null;
            }

            if (replaced)
            {
                return exact.ToText();
            }

            replaced = true;
            return NumberSamples.BesideOf(exact).ToText();
        });
        return replaced ? text : null;
    }

    private static string? Write(JsonOperand operand, Func<JsonOperand, string?> writeNumber)
    {
        switch (operand.Kind)
        {
            case JsonTokenType.String:
                return Quote(TextOf(operand));
            case JsonTokenType.Number:
                return writeNumber(operand);
            case JsonTokenType.StartArray:
                var items = operand.Items.Select(item => Write(item, writeNumber)).ToArray();
                return Array.Exists(items, item => item is null) ? null : $"[{string.Join(",", items)}]";
            case JsonTokenType.StartObject:
                var members = operand.Members.Select(member => (Key: Encoding.UTF8.GetString(member.Key), Value: Write(member.Value, writeNumber))).ToArray();
                return Array.Exists(members, member => member.Value is null) ? null
                    : $"{{{string.Join(",", members.Select(member => $"{Quote(member.Key)}:{member.Value}"))}}}";
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            default:
                return "null";
        }
    }
}
