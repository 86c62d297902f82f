using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>The members that the gateway reads in one kind of object. Clients could disagree about an object that has one of them twice, or one that merely looks like it.</summary>
internal sealed class KnownMembers(params string[] names)
{
    private readonly KnownNames _names = new(names);

    /// <summary>Returns the member that the key names, or null if it is none of them.</summary>
    /// <param name="seen">The members of the object found so far, one bit each.</param>
    /// <param name="isAmbiguous">Whether the member was there before, or the key could be taken for one of them.</param>
    public string? Find(ReadOnlySpan<byte> key, ref uint seen, out bool isAmbiguous)
    {
        if (_names.Find(key) is not { } name)
        {
            isAmbiguous = _names.LookAlike(key) is not null;
            return null;
        }

        var bit = 1u << Array.IndexOf(names, name);
        isAmbiguous = (seen & bit) != 0;
        seen |= bit;
        return name;
    }
}
