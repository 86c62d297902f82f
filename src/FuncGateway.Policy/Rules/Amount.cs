using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Rules;

/// <summary>Reads the amount that one call takes from a limit.</summary>
internal static class Amount
{
    public static bool TryRead(Limit limit, ArgumentReading reading, out decimal amount, [NotNullWhen(false)] out Reason? refusal)
    {
        amount = 1;
        refusal = limit.IncrementFrom is { } source ? Refuse(limit, source, reading, out amount) : null;
        return refusal is null;
    }

    private static Reason? Refuse(Limit limit, ArgumentSource source, ArgumentReading reading, out decimal amount)
    {
        amount = 0;
        ref readonly var slot = ref reading.Slot(source.Slot);
        if (!reading.IsUnreadable && slot.IsAmbiguous)
        {
            return new Reason.AmbiguousArgument(limit.Pointer, source.Path.Text, JsonText.Key(slot.AmbiguousKey.Span));
        }

        var fault = reading.IsUnreadable ? "arguments that are not a JSON object"
            : slot.IsBlocked ? slot.Blockage
            : slot.First < 0 ? "nothing"
            : Fault(limit, reading.Value(slot.First), out amount);
        return fault is null ? null : new Reason.AmountNotCountable(limit.Pointer, source.Path.Text, fault, Accepted(limit));
    }

    private static string? Fault(Limit limit, in ArgumentValue value, out decimal amount)
    {
        amount = 0;
        return value.Kind != JsonTokenType.Number ? value.KindName
            : value.Number.IsNegative ? "a negative number"
            : !value.Number.TryToDecimal(out amount) ? "a number with too many digits"
            : amount.Scale > limit.AmountDecimals ? "a number with too many decimals"
            : null;
    }

    private static string Accepted(Limit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"a number of at least 0 with at most 28 digits, of which at most {limit.AmountDecimals} are decimals");
}
