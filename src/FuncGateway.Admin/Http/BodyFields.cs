using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using FuncGateway.Policies.Json;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>Reads the fields of a JSON body and collects every problem, so that a person sees all mistakes at once.</summary>
internal sealed class BodyFields
{
    private readonly JsonElement _root;
    private readonly string _path;
    private readonly List<FieldProblem> _problems;

    private BodyFields(JsonElement root, IReadOnlyCollection<string> known, string path, List<FieldProblem> problems)
    {
        (_root, _path, _problems) = (root, path, problems);
        _problems.AddRange(root.EnumerateObject()
            .Where(field => !known.Contains(field.Name))
            .Select(field => new FieldProblem(Pointer(field.Name), $"The field is unknown. Accepted: {string.Join(", ", known)}.")));
    }

    /// <summary>The 422 response that lists all problems, or null if there are none.</summary>
    public IResult? Refusal => _problems.Count == 0
        ? null
        : Problems.Unprocessable(_problems.Count == 1 ? "The body has 1 mistake." : $"The body has {_problems.Count} mistakes.", _problems);

    public static bool TryParse(ReadOnlyMemory<byte> json, IReadOnlyCollection<string> known, [NotNullWhen(true)] out BodyFields? fields, [NotNullWhen(false)] out IResult? refusal, int? maxDepth = null)
    {
        string? problem;
        var root = maxDepth is { } depth ? StrictBody.Parse(json, out problem, depth) : StrictBody.Parse(json, out problem);
        fields = root is { } body ? new BodyFields(body, known, "", []) : null;
        refusal = problem is null ? null : Problems.BadRequest(problem);
        return fields is not null;
    }

    public bool Has(string name) => _root.TryGetProperty(name, out _);

    public void Refuse(string message, params string[] path) => _problems.Add(new FieldProblem(Pointer(path), message));

    /// <summary>Reads a required string that must not be empty. Returns an empty string if there is a problem, which is noted.</summary>
    public string Text(string name, string accepted)
    {
        if (Value(name, accepted) is not { } value || !IsString(value, name, accepted))
        {
            return "";
        }

        if (value.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        Refuse($"The text is empty. Accepted: {accepted}.", name);
        return "";
    }

    /// <summary>Reads a required field that is a string or null.</summary>
    public string? TextOrNull(string name, string accepted) =>
        Value(name, accepted) is { ValueKind: not JsonValueKind.Null } value && IsString(value, name, accepted) ? value.GetString() : null;

    /// <summary>Reads a required label of 1 to <paramref name="maxLength"/> characters, none of them a control character.</summary>
    public string Label(string name, int maxLength)
    {
        var accepted = $"1 to {maxLength} characters, none of them a control character";
        var text = Text(name, accepted);
        if (text.Length > maxLength || text.Any(char.IsControl) || (text.Length > 0 && string.IsNullOrWhiteSpace(text)))
        {
            Refuse($"The text has {text.Length} characters, is blank, or contains a control character. Accepted: {accepted}.", name);
        }

        return text;
    }

    /// <summary>Reads an optional field that is a time with its UTC offset, or null.</summary>
    public DateTimeOffset? TimeOrNull(string name)
    {
        const string Accepted = "a time like '2030-01-31T12:00:00Z', or null";
        if (!Has(name) || TextOrNull(name, Accepted) is not { } text)
        {
            return null;
        }

        if (HasOffset(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time.ToUniversalTime();
        }

        Refuse($"The value is '{text}'. Accepted: {Accepted}.", name);
        return null;
    }

    /// <summary>Reads an optional object whose properties are strings.</summary>
    public IReadOnlyDictionary<string, string> Texts(string name, string accepted)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!_root.TryGetProperty(name, out var value))
        {
            return texts;
        }

        if (value.ValueKind is not JsonValueKind.Object)
        {
            Refuse($"The value is {JsonKind.Name(value.ValueKind)}. Accepted: {accepted}.", name);
            return texts;
        }

        foreach (var each in value.EnumerateObject())
        {
            if (each.Value.ValueKind is JsonValueKind.String)
            {
                texts[each.Name] = each.Value.GetString() ?? "";
            }
            else
            {
                Refuse($"The value is {JsonKind.Name(each.Value.ValueKind)}. Accepted: a string.", name, each.Name);
            }
        }

        return texts;
    }

    /// <summary>Reads a required list of 1 to <paramref name="max"/> values of any kind.</summary>
    public IReadOnlyList<JsonElement> Elements(string name, int max, string accepted)
    {
        if (Value(name, accepted) is not { } list)
        {
            return [];
        }

        if (list.ValueKind is JsonValueKind.Array && list.GetArrayLength() is var length && length > 0 && length <= max)
        {
            return [.. list.EnumerateArray()];
        }

        Refuse($"The value is {(list.ValueKind is JsonValueKind.Array ? $"a list of {list.GetArrayLength()}" : JsonKind.Name(list.ValueKind))}. Accepted: {accepted}.", name);
        return [];
    }

    /// <summary>Reads an optional field that is true or false; false if it is absent.</summary>
    public bool FlagOrFalse(string name)
    {
        if (!_root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.ValueKind is JsonValueKind.True;
        }

        Refuse($"The value is {JsonKind.Name(value.ValueKind)}. Accepted: true or false.", name);
        return false;
    }

    /// <summary>Returns an optional field of any kind; null if it is absent.</summary>
    public JsonElement? Find(string name) => _root.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Reads a required object. Its problems are added to those of this body. Returns null if it is not an object, which is noted.</summary>
    /// <param name="known">Its fields.</param>
    public BodyFields? Object(string name, IReadOnlyCollection<string> known)
    {
        var accepted = $"an object with the fields {string.Join(", ", known)}";
        if (Value(name, accepted) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Object)
        {
            return new BodyFields(value, known, Pointer(name), _problems);
        }

        Refuse($"The value is {JsonKind.Name(value.ValueKind)}. Accepted: {accepted}.", name);
        return null;
    }

    /// <summary>Reads a required list of 1 to <paramref name="max"/> objects. Their problems are added to those of this body.</summary>
    /// <param name="known">The fields of each.</param>
    /// <param name="accepted">Describes the list.</param>
    public IReadOnlyList<BodyFields> Objects(string name, int max, IReadOnlyCollection<string> known, string accepted)
    {
        if (Value(name, accepted) is not { } list)
        {
            return [];
        }

        if (list.ValueKind is not JsonValueKind.Array || list.GetArrayLength() is var length && (length == 0 || length > max))
        {
            Refuse($"The value is {(list.ValueKind is JsonValueKind.Array ? $"a list of {list.GetArrayLength()}" : JsonKind.Name(list.ValueKind))}. Accepted: {accepted}.", name);
            return [];
        }

        var objects = new List<BodyFields>();
        foreach (var (index, each) in list.EnumerateArray().Index())
        {
            var number = index.ToString(CultureInfo.InvariantCulture);
            if (each.ValueKind is JsonValueKind.Object)
            {
                objects.Add(new BodyFields(each, known, Pointer(name, number), _problems));
            }
            else
            {
                Refuse($"The value is {JsonKind.Name(each.ValueKind)}. Accepted: an object with the fields {string.Join(", ", known)}.", name, number);
            }
        }

        return objects;
    }

    private string Pointer(params string[] names) => names.Aggregate(_path, JsonPointer.Append);

    // Without an offset, the time would be read in the time zone of the gateway's machine.
    private static bool HasOffset(string text) =>
        text.IndexOf('T', StringComparison.Ordinal) is var t and > 0 && (text.EndsWith('Z') || text.AsSpan(t).IndexOfAny('+', '-') > 0);

    private JsonElement? Value(string name, string accepted)
    {
        if (_root.TryGetProperty(name, out var value))
        {
            return value;
        }

        Refuse($"The field is missing. Accepted: {accepted}.", name);
        return null;
    }

    private bool IsString(JsonElement value, string name, string accepted)
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            return true;
        }

        Refuse($"The value is {JsonKind.Name(value.ValueKind)}. Accepted: {accepted}.", name);
        return false;
    }
}
