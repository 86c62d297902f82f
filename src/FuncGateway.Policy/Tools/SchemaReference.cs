using System.Globalization;
using System.Text.Json;

namespace FuncGateway.Policies.Tools;

/// <summary>References from one place of a JSON Schema to another. Only those into the same document are followed: <c>#</c>, or a JSON Pointer after it.</summary>
internal static class SchemaReference
{
    /// <summary>What the reference points to; null if it points elsewhere or nowhere, or if the work is spent.</summary>
    public static JsonElement? Resolve(JsonElement root, string reference, WorkBudget work)
    {
        if (!reference.StartsWith('#') || (reference.Length > 1 && reference[1] != '/'))
        {
            return null;
        }

        JsonElement? at = root;
        foreach (var segment in reference.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(segment).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at is { } owner && work.TryTake(1 + Members(owner)) ? Step(owner, name) : null;
        }

        return at;
    }

    private static int Members(JsonElement owner) => owner.ValueKind == JsonValueKind.Object ? owner.GetPropertyCount() : 0;

    private static JsonElement? Step(JsonElement owner, string name) =>
        owner.ValueKind != JsonValueKind.Array ? JsonMembers.Find(owner, name)
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < owner.GetArrayLength() ? owner[index]
            : null;
}
