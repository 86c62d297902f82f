using System.Text;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>Judges the entries of one list, in order. As long as they are the same as in a list that was read before, they are not read again.</summary>
/// <param name="text">The message from behind the opening bracket on.</param>
internal ref struct EntryReader(ReadOnlyMemory<byte> text, ListKind kind, ListVerdicts verdicts)
{
    private readonly ReadOnlySpan<byte> _text = text.Span;
    private readonly ReadOnlySpan<byte> _nameKey = ListKeys.NameKeyOf(kind);
    private KnownList? _known = verdicts.Find(kind, text.Span);
    private List<KnownEntry>? _read;
    private bool _canRemember = true;
    private int _index;

    /// <summary>Reads the entry that comes next. Returns whether it is listed.</summary>
    /// <param name="start">Its offset in the text.</param>
    public bool Read(ref JsonCursor json, int start)
    {
        var index = _index++;
        if (_known is not null)
        {
            var same = _known.Match(index, _text[start..]);
            if (same.Length > 0)
            {
                json.Pass(same.Length, same.HasOddKey);
                return same.IsListed;
            }

            // The list has changed. It is read to its end, and remembered when it comes again.
            verdicts.Forget(_known);
            (_known, _canRemember) = (null, false);
        }

        var (from, isObject) = (json.Position, json.Next() == (byte)'{');
        var isListed = IsListed(ref json, isObject, out var names);
        if (!json.IsValid)
        {
            return false;
        }

        var where = new Slice(start, start + json.Position - from);
        if (kind == ListKind.Tools && verdicts.ComparesTools && names.First is not null)
        {
            isListed &= verdicts.IsAcceptable(names, text[where.Start..where.End]);
        }

        _canRemember &= isObject;
        if (_canRemember)
        {
            (_read ??= []).Add(new KnownEntry(where, isListed, json.HasOddKey));
        }

        return isListed;
    }

    /// <summary>The list ends at this offset in the text.</summary>
    public readonly void End(int end)
    {
        if (_canRemember && _read is not null)
        {
            verdicts.Remember(kind, _text[..end], _read);
        }
    }

    // Listed when each of its names is: clients differ in which of two they read. An entry without a name can be neither requested nor judged.
    private readonly bool IsListed(ref JsonCursor json, bool isObject, out EntryNames names)
    {
        names = default;
        if (!isObject)
        {
            json.Skip();
            return false;
        }

        json.Enter();
        var (hasName, isListed) = (false, true);
        while (json.NextMember(out var key))
        {
            var isName = ListKeys.IsNameKey(key, _nameKey);
            hasName |= isName && key.SequenceEqual(_nameKey);
            var value = json.Skip();
            if (isName)
            {
                var name = NameOf(json.Of(value));
                isListed &= name is not null && verdicts.IsListed(kind, name);
                names = names.With(name);
            }
        }

        return hasName && isListed;
    }

    // Only a string is a name, and none with half of a surrogate pair.
    private static string? NameOf(ReadOnlySpan<byte> value) =>
        value.StartsWith("\""u8) && JsonCursor.TryUnescape(value[1..^1], out var name) ? Encoding.UTF8.GetString(name) : null;
}

/// <summary>The names of an entry: the first one, and the last one that differs from it. Clients take either.</summary>
internal readonly record struct EntryNames(string? First, string? Last)
{
    /// <param name="name">Null if it is not text.</param>
    public EntryNames With(string? name) => name is null || name == First ? this : First is null ? new(name, null) : this with { Last = name };
}
