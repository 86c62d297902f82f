using System.Globalization;
using System.Text;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>
/// A reader of JSON that accepts everything that some client accepts: comments, single quotes, unquoted keys, trailing commas, several values, repeated keys
/// (it reads all of them), an unfinished end, keys in another case or with invisible characters.
/// </summary>
internal sealed class LenientReader(string text)
{
    private static readonly (string List, string Name)[] Lists = [("tools", "name"), ("resources", "uri"), ("resourcetemplates", "uritemplate"), ("prompts", "name")];

    private int _at;

    private char Here => _at < text.Length ? text[_at] : '\0';

    /// <summary>Whether a list of some result has an entry of that name or URI.</summary>
    public static bool FindsEntry(string text, string name)
    {
        var reader = new LenientReader(text);
        var values = new List<object?>();
        while (reader._at < text.Length)
        {
            values.Add(reader.Value());
        }

        var results = values.SelectMany(Flat).SelectMany(message => Members(message, "result")).SelectMany(Flat).ToArray();
        return Lists.Any(each => results.SelectMany(result => Members(result, each.List)).SelectMany(Flat).SelectMany(entry => Members(entry, each.Name)).Contains(name));
    }

    private static IEnumerable<object?> Flat(object? value) => value is List<object?> list ? list.SelectMany(Flat) : [value];

    private static IEnumerable<object?> Members(object? value, string key) =>
        value is List<KeyValuePair<string, object?>> members ? members.Where(member => Fold(member.Key) == key).Select(member => member.Value) : [];

    private static string Fold(string key) => new string([.. key.Where(each => char.GetUnicodeCategory(each) is not (UnicodeCategory.Control or UnicodeCategory.Format))]).Trim().ToLowerInvariant();

    private object? Value()
    {
        Space();
        switch (Here)
        {
            case '{':
                _at++;
                return Object();
            case '[':
                _at++;
                return Array();
            case '"' or '\'':
                return Quoted(text[_at++]);
            default:
                return Word();
        }
    }

    private List<KeyValuePair<string, object?>> Object()
    {
        var members = new List<KeyValuePair<string, object?>>();
        for (Separators(); Here is not ('}' or '\0'); Separators())
        {
            var key = Here is '"' or '\'' ? Quoted(text[_at++]) : Word();
            Space();
            _at += Here == ':' ? 1 : 0;
            members.Add(new(key, Value()));
        }

        _at++;
        return members;
    }

    private List<object?> Array()
    {
        var items = new List<object?>();
        for (Separators(); Here is not (']' or '\0'); Separators())
        {
            items.Add(Value());
        }

        _at++;
        return items;
    }

    private string Quoted(char quote)
    {
        var value = new StringBuilder();
        for (; _at < text.Length && Here != quote; _at++)
        {
            if (Here == '\\' && text.AsSpan(_at) is ['\\', 'u', _, _, _, _, ..])
            {
                value.Append((char)int.Parse(text.AsSpan(_at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                _at += 5;
            }
            else
            {
                value.Append(Here);
            }
        }

        _at++;
        return value.ToString();
    }

    private string Word()
    {
        var start = _at;
        while (Here is not ('\0' or '{' or '}' or '[' or ']' or ',' or ':' or '"' or '\'' or ' ' or '\n' or '/'))
        {
            _at++;
        }

        _at += _at == start ? 1 : 0;
        return text[start..Math.Min(_at, text.Length)];
    }

    private void Separators()
    {
        do
        {
            Space();
        }
        while (Here == ',' && _at++ >= 0);
    }

    private void Space()
    {
        while (true)
        {
            if (Here is ' ' or '\n' or '\uFEFF')
            {
                _at++;
            }
            else if (Here == '/' && text.AsSpan(_at).StartsWith("/*", StringComparison.Ordinal))
            {
                _at = text.IndexOf("*/", _at, StringComparison.Ordinal) is var end and >= 0 ? end + 2 : text.Length;
            }
            else if (Here == '/' && text.AsSpan(_at).StartsWith("//", StringComparison.Ordinal))
            {
                _at = text.IndexOf('\n', _at) is var end and >= 0 ? end + 1 : text.Length;
            }
            else
            {
                return;
            }
        }
    }
}
