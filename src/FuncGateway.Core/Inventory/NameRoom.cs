using System.Text;

namespace FuncGateway.Core.Inventory;

/// <summary>How many more names can be kept. Not thread-safe.</summary>
/// <param name="count">How many names.</param>
/// <param name="bytes">Of all of them together, in UTF-8.</param>
public sealed class NameRoom(int count, int bytes)
{
    /// <summary>Whether a name can be kept.</summary>
    public bool Has(string name) => count > 0 && name.Length is > 0 and <= Snapshot.MaxNameLength && Encoding.UTF8.GetByteCount(name) <= bytes;

    /// <summary>Takes the room for a name. Returns false if there is not enough.</summary>
    public bool TryTake(string name)
    {
        if (!Has(name))
        {
            return false;
        }

        count--;
        bytes -= Encoding.UTF8.GetByteCount(name);
        return true;
    }
}
