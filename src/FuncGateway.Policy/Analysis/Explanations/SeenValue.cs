using System.Text;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Text;

namespace FuncGateway.Policies.Analysis.Explanations;

/// <summary>Describes what a condition finds at its path.</summary>
internal static class SeenValue
{
    private const int MaxLength = 120;
    private const int MaxValues = 5;

    public static string Of(ArgumentReading reading, int slot)
    {
        if (reading.IsUnreadable)
        {
            return "arguments that are not a JSON object";
        }

        ref readonly var found = ref reading.Slot(slot);
        if (found.IsAmbiguous)
        {
            return $"ambiguous because of the key {JsonText.Quote(found.AmbiguousKey.Span)}";
        }

        if (found.IsBlocked)
        {
            return found.Blockage;
        }

        var values = new List<string>();
        for (var i = found.First; i >= 0; i = reading.Next(i))
        {
            values.Add(VisibleText.Of(Encoding.UTF8.GetString(reading.Value(i).Raw.Span), MaxLength));
        }

        // The last value found is the first of the list.
        values.Reverse();
        if (found.IsMissing || values.Count == 0)
        {
            values.Add(found.IsMissing ? "missing" : "no elements");
        }

        return string.Join(", ", values.Take(MaxValues)) + (values.Count > MaxValues ? $", … ({values.Count} values)" : "");
    }
}
