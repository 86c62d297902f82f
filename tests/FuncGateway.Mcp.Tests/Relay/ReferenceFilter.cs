using System.Text;
using System.Text.Json;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>A simple filter of lists in legacy answers, token by token with the platform's reader. It says what the fast one has to do.</summary>
internal sealed class ReferenceFilter(byte[] message, Func<ListKind, string, bool> isListed)
{
    private readonly List<(int From, int To, string With)> _edits = [];
    private readonly HashSet<string> _keys = [];

    /// <summary>Returns the filtered message; null if it must be refused.</summary>
    public static string? Filter(byte[] message, Func<ListKind, string, bool> isListed)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(message);
            return new ReferenceFilter(message, isListed).Filter();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException or FormatException)
        {
            return null;
        }
    }

    private string Filter()
    {
        var json = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = int.MaxValue });
        json.Read();
        Require(json.TokenType == JsonTokenType.StartObject);
        var hasResult = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = AnswerKeys.OfMessage(Encoding.UTF8.GetBytes(json.GetString() ?? ""));
            json.Read();
            Require(key != AnswerKey.LookAlike && !(key == AnswerKey.Result && hasResult));
            if (key == AnswerKey.Result && json.TokenType == JsonTokenType.StartObject)
            {
                hasResult = true;
                ReadResult(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        while (json.Read())
        {
        }

        var text = message.ToList();
        foreach (var (from, to, with) in _edits.OrderByDescending(edit => edit.From))
        {
            text.RemoveRange(from, to - from);
            text.InsertRange(from, Encoding.UTF8.GetBytes(with));
        }

        return Encoding.UTF8.GetString([.. text]);
    }

    private void ReadResult(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString() ?? "";
            var kind = ListKeys.KindOf(Encoding.UTF8.GetBytes(key), out var isExact);
            var isRepeated = kind != ListKind.None && !_keys.Add(key);
            json.Read();
            if (kind == ListKind.None || json.TokenType == JsonTokenType.Null)
            {
                json.Skip();
                continue;
            }

            Require(isExact && !isRepeated && json.TokenType == JsonTokenType.StartArray);
            ReadList(ref json, kind);
        }
    }

    // Cuts from the end of what stays to the beginning of what stays next, with the comma if there is something on both sides.
    private void ReadList(ref Utf8JsonReader json, ListKind kind)
    {
        var (end, hasKept, hasCut) = ((int)json.BytesConsumed, false, false);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)json.TokenStartIndex;
            if (!IsListedEntry(ref json, kind))
            {
                hasCut = true;
                continue;
            }

            if (hasCut)
            {
                _edits.Add((end, start, hasKept ? "," : ""));
            }

            (end, hasKept, hasCut) = ((int)json.BytesConsumed, true, false);
        }

        if (hasCut)
        {
            _edits.Add((end, (int)json.TokenStartIndex, ""));
        }
    }

    private bool IsListedEntry(ref Utf8JsonReader json, ListKind kind)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return false;
        }

        var nameKey = Encoding.UTF8.GetString(ListKeys.NameKeyOf(kind));
        var names = new KnownMembers(nameKey);
        var (hasName, isShown) = (false, true);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString() ?? "";
            json.Read();
            var seen = 0u;
            if (names.Find(Encoding.UTF8.GetBytes(key), ref seen, out var isLookAlike) is not null || isLookAlike)
            {
                hasName |= key == nameKey;
                isShown &= json.TokenType == JsonTokenType.String && Text(ref json) is { } name && isListed(kind, name);
            }

            json.Skip();
        }

        return hasName && isShown;
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new FormatException();
        }
    }
}
