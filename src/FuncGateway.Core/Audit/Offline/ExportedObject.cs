using System.Text.Json;
using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit.Offline;

/// <summary>A JSON object whose fields are read strictly.</summary>
/// <param name="what">Names the object in messages, such as "block 3 of calls/2026-11-02/01KB".</param>
internal readonly struct ExportedObject(JsonElement value, string what)
{
    // JSON that is nested more deeply is not read. What the gateway writes has at most four levels.
    private const int MaxDepth = 64;

    // The names under which blocks and checkpoints are stored have ten digits.
    private const long MaxNumber = Checkpoint.MaxNumber;

    /// <summary>The same object with another name in messages.</summary>
    public ExportedObject Named(string name) => new(value, name);

    /// <summary>Reads an object. Repeated names are refused: readers would disagree about which one counts.</summary>
    /// <exception cref="UnreadableException">The text is not a JSON object, or repeats a name.</exception>
    public static ExportedObject Parse(string text, string what)
    {
        var json = LoneSurrogates.Replace(text);
        return TryParse(json, allowRepeats: false) is { } value ? Of(value, what, $"{what} is not an object")
            : throw new UnreadableException(TryParse(json, allowRepeats: true) is null ? $"{what} is not JSON" : $"{what} repeats a name");
    }

    /// <exception cref="UnreadableException">The element is not an object; <paramref name="otherwise"/> is the message.</exception>
    public static ExportedObject Of(JsonElement element, string what, string otherwise) =>
        element.ValueKind == JsonValueKind.Object ? new(element, what) : throw new UnreadableException(otherwise);

    /// <summary>Whether there is such a field, even if it is null.</summary>
    public bool Has(string name) => value.TryGetProperty(name, out _);

    /// <summary>Returns the field as it is; null if it is missing or null.</summary>
    public JsonElement? Find(string name) => value.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    /// <exception cref="UnreadableException">There is no such text.</exception>
    public string Text(string name) => Get(name, JsonValueKind.String).GetString() ?? "";

    /// <summary>Returns 64 hexadecimal digits in lower case.</summary>
    /// <exception cref="UnreadableException">There is no such hash.</exception>
    public string Hash(string name) => ReadHash(Get(name, JsonValueKind.String), name);

    /// <exception cref="UnreadableException">There is no such list of hashes.</exception>
    public IReadOnlyList<string> Hashes(string name)
    {
        var self = this;
        return [.. List(name).Select(each => each.ValueKind == JsonValueKind.String ? self.ReadHash(each, name) : throw self.Malformed(name))];
    }

    /// <exception cref="UnreadableException">There is no such integer, it is smaller than <paramref name="smallest"/>, or has more than ten digits.</exception>
    public long Number(string name, long smallest = 1)
    {
        var found = Get(name, JsonValueKind.Number);
        if (!found.GetRawText().TrimStart('-').All(char.IsAsciiDigit))
        {
            throw Malformed(name);
        }

        return found.TryGetInt64(out var number) && number >= smallest && number <= MaxNumber ? number : throw new UnreadableException($"the {name} of {what} is out of range");
    }

    /// <exception cref="UnreadableException">There is no such integer that is 0 or more.</exception>
    public long Count(string name) => Number(name, smallest: 0);

    /// <exception cref="UnreadableException">There is no such true or false.</exception>
    public bool Flag(string name) => Find(name) switch
    {
        null => throw Missing(name),
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Malformed(name),
    };

    /// <exception cref="UnreadableException">There is no such list.</exception>
    public IEnumerable<JsonElement> List(string name) => Get(name, JsonValueKind.Array).EnumerateArray();

    /// <exception cref="UnreadableException">There is no such object.</exception>
    public ExportedObject Object(string name, string objectName) => new(Get(name, JsonValueKind.Object), objectName);

    /// <summary>Returns null if there is no such field.</summary>
    /// <exception cref="UnreadableException">The field is not a time.</exception>
    public DateTimeOffset? FindTime(string name) => Find(name) is { } found ? ExportedTime.Read(found, $"the {name} of {what}") : null;

    /// <exception cref="UnreadableException">There is no field <c>at</c>, or it is not a time.</exception>
    public DateTimeOffset At() => ExportedTime.Read(Find("at"), $"the time of {what}");

    private string ReadHash(JsonElement element, string name) =>
        element.GetString() is { } text && BlockHash.IsHash(text) ? text : throw new UnreadableException($"the {name} of {what} is not a hash");

    private JsonElement Get(string name, JsonValueKind kind) => Find(name) switch
    {
        null => throw Missing(name),
        { } found when found.ValueKind == kind => found,
        _ => throw Malformed(name),
    };

    private UnreadableException Missing(string name) => new($"{what} has no {name}");

    private UnreadableException Malformed(string name) => new($"the {name} of {what} is malformed");

    private static JsonElement? TryParse(string json, bool allowRepeats)
    {
        try
        {
            return JsonElement.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = allowRepeats, MaxDepth = MaxDepth });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
