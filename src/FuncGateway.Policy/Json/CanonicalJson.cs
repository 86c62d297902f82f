using System.Buffers;

namespace FuncGateway.Policies.Json;

/// <summary>
/// Writes JSON in canonical form (RFC 8785): keys sorted by UTF-16 code units, no white space, shortest escapes, numbers as ECMAScript prints them.
/// One intentional difference: a number with more digits than a double can hold keeps them all. The RFC would round it, and two amounts that differ for
/// an upstream that uses decimals would become equal.
/// </summary>
public static class CanonicalJson
{
    /// <param name="json">Valid JSON without repeated keys, as accepted by <see cref="StrictJsonReader"/>, nested at most 256 levels deep.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(256);
        Write(json, output);
        return output.WrittenMemory;
    }

    /// <summary>
    /// Writes the canonical form piece by piece. Besides what <paramref name="output"/> keeps, this takes eight bytes for each object and each of its
    /// members, and the text of the keys that are written with escapes. To hash a long text without keeping its canonical form, write to a
    /// <see cref="HashWriter"/>.
    /// </summary>
    /// <param name="json">Valid JSON without repeated keys, as accepted by <see cref="StrictJsonReader"/>, nested at most 256 levels deep.</param>
    public static void Write(ReadOnlyMemory<byte> json, IBufferWriter<byte> output)
    {
        using var members = MemberIndex.Of(json);
        using var writer = new CanonicalWriter(json, members, output);
        writer.Write();
    }

    /// <summary>Writes the canonical form of an object, and returns the names of its first members, in their order, in the same walk.</summary>
    /// <param name="maxLength">The length of all names together, in characters, after which no more are returned.</param>
    public static IReadOnlyList<string> WriteObject(ReadOnlyMemory<byte> json, IBufferWriter<byte> output, int maxLength)
    {
        using var members = MemberIndex.Of(json);
        using var writer = new CanonicalWriter(json, members, output);
        writer.Write();
        return members.FirstNames(maxLength);
    }
}
