using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>The members that the gateway reads in one kind of object. Clients may read different values in an object that repeats one of them, or has a key that looks like one.</summary>
internal sealed class KnownMembers(params string[] names)
{
    private readonly KnownNames _names = new(names);

    /// <summary>Returns the member that the key names, or null if it is none of them.</summary>
    /// <param name="seen">The members of the object found so far, one bit each.</param>
    /// <param name="isAmbiguous">Whether the member is repeated, or the key is none of them but looks like one.</param>
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
