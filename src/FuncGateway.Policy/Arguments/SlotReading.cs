using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>The result of a reading for one path.</summary>
internal struct SlotReading
{
    /// <summary>Whether the path is missing in the call, or in at least one list element.</summary>
    public bool IsMissing { get; set; }

    /// <summary>The index of the first value, or -1.</summary>
    public int First { get; set; }

    /// <summary>The number of values.</summary>
    public int Count { get; set; }

    /// <summary>Whether the call contains a key that a lenient server could read as one of the path's.</summary>
    public bool IsAmbiguous { get; private set; }

    /// <summary>The key that makes the path ambiguous, as written in the call.</summary>
    public ReadOnlyMemory<byte> AmbiguousKey { get; private set; }

    /// <summary>Whether <c>[*]</c> or an index met something other than a list, or too many values.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>What blocks the path, for messages: what <c>[*]</c> or the index met.</summary>
    public readonly string Blockage => BlockedBy == JsonTokenType.None ? $"more than {ArgumentPath.MaxValuesText} values" : $"{JsonKind.Name(BlockedBy)} in place of a list";

    private JsonTokenType BlockedBy { readonly get; set; }

    public void MarkAmbiguous(ReadOnlyMemory<byte> key)
    {
        IsAmbiguous = true;
        AmbiguousKey = key;
    }

    /// <param name="found">What was found in place of a list; <see cref="JsonTokenType.None"/> for too many values.</param>
    public void Block(JsonTokenType found)
    {
        IsBlocked = true;
        BlockedBy = found;
    }
}
