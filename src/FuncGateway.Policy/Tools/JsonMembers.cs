using System.Text.Json;

namespace FuncGateway.Policies.Tools;

/// <summary>
/// Reads the JSON that a server sent without ever throwing: a string or key with half of a surrogate pair cannot be read as text, and counts as absent.
/// </summary>
internal static class JsonMembers
{
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The member of an object, or null if it is absent or the value is not an object.</summary>
    public static JsonElement? Find(JsonElement? owner, string name)
    {
        if (owner is not { ValueKind: JsonValueKind.Object } present)
        {
            return null;
        }

        try
        {
            return present.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            return Members(present).Where(member => member.Name == name).Select(member => (JsonElement?)member.Value).LastOrDefault();
        }
    }

    public static JsonElement? FindObject(JsonElement? owner, string name) =>
        Find(owner, name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    public static string? FindText(JsonElement? owner, string name) => Find(owner, name) is { } found ? TextOf(found) : null;

    public static bool? FindFlag(JsonElement? owner, string name) =>
        Find(owner, name)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    /// <summary>The members of an object whose keys are text, in order; none if the value is not an object.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement owner)
    {
        if (owner.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var member in owner.EnumerateObject())
        {
            if (NameOf(member) is { } name)
            {
                yield return (name, member.Value);
            }
        }
    }

    /// <summary>The elements of a list; none if the value is not a list.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } present ? present.EnumerateArray() : [];

    /// <summary>The elements of a list in an object; none if there is no such list, or no work left for it.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement owner, string name, WorkBudget work) =>
        Find(owner, name) is { ValueKind: JsonValueKind.Array } list && work.TryTake(list.GetArrayLength()) ? list.EnumerateArray() : [];

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
