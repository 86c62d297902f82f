using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Audit;

/// <summary>
/// How far a tail has read. It names chains by hashes, because each block of a chain has a number and comes after all before it, however late it is stored; times
/// of entries would miss those that are stored late.
/// </summary>
/// <param name="At">When the register of chains was read for it.</param>
/// <param name="Places">By the key of the chain. A chain that is not named was read to its end before, or has been opened since.</param>
public sealed record TailCursor(AuditStream Stream, DateTimeOffset At, IReadOnlyDictionary<string, TailPlace> Places)
{
    /// <summary>How long a cursor can be continued. A tail that has slept for longer starts anew, because it would have to read too much at once.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);

    // Short, because a cursor is part of a URL and may name hundreds of chains.
    private const int KeyBytes = 6;
    private const int KeyLength = 8;
    private const int MaxLength = 32_000;

    /// <summary>The key of a chain: the beginning of the SHA-256 of its name.</summary>
    internal static string KeyOf(ChainName chain) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(chain.ToString())).AsSpan(0, KeyBytes));

    /// <summary>Whether the chain has been read to its end although the cursor does not name it. Clocks may differ by an hour.</summary>
    internal static bool IsOver(ChainRecord chain, DateTimeOffset at) => chain.State == ChainState.Closed && chain.SeenAt < at - TimeSpan.FromHours(1);

    /// <summary>Writes the cursor in characters that need no escaping in a URL.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Invariant($"{AuditStreams.NameOf(Stream)}.{At.UtcTicks}"));
        foreach (var (key, place) in Places)
        {
            text.Append(Invariant($".{key}{place.Blocks}")).Append(place.Records > 0 ? Invariant($"-{place.Records}") : "");
        }

        return text.ToString();
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out TailCursor? cursor)
    {
        cursor = null;
        var parts = text.Length <= MaxLength ? text.Split('.') : [];
        if (parts.Length < 2 || parts[0] is not ("calls" or "admin")
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        var places = new Dictionary<string, TailPlace>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(2))
        {
            if (part.Length <= KeyLength || !TailPlace.TryParse(part[KeyLength..], out var place) || !places.TryAdd(part[..KeyLength], place))
            {
                return false;
            }
        }

        cursor = new(parts[0] == "calls" ? AuditStream.Calls : AuditStream.Admin, new DateTimeOffset(ticks, TimeSpan.Zero), places);
        return true;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How far a chain has been read.</summary>
/// <param name="Blocks">Number of the last block that was read to its end.</param>
/// <param name="Records">How many records of the next block were read.</param>
public readonly record struct TailPlace(int Blocks, int Records)
{
    /// <summary>Reads a number, or two with a hyphen between.</summary>
    internal static bool TryParse(string text, out TailPlace place)
    {
        var numbers = text.Split('-');
        var records = 0;
        var isPlace = int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var blocks)
            && numbers.Length <= 2
            && (numbers.Length == 1 || int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out records));
        place = new(blocks, records);
        return isPlace;
    }
}
