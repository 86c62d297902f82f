using System.Text.Json;

namespace FuncGateway.Core.Audit.Offline;

/// <summary>A block as it is in an export.</summary>
/// <param name="Details">The text that was hashed.</param>
internal sealed record ExportedBlock(ChainName Chain, long Number, string Previous, string Root, string Hash, string Details)
{
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>All blocks of the chain up to this number were known to be stored when this one was sent.</summary>
    public long Stored { get; private init; }

    /// <summary>How many lines the block should have.</summary>
    public long Records { get; private init; }

    public DateTimeOffset? First { get; private init; }

    public DateTimeOffset? Last { get; private init; }

    public DateTimeOffset? Through { get; private init; }

    public bool IsOpening { get; private init; }

    public bool IsClosing { get; private init; }

    public string Where => $"{Chain}, block {Number}";

    /// <exception cref="UnreadableException">The line is not a block.</exception>
    public static ExportedBlock Read(string line)
    {
        var value = ExportedObject.Parse(line, "the line").Named("a block");
        var chain = ExportedChain.Read(value.Text("chain"));
        var number = value.Named($"a block of {chain}").Number("number");
        var what = $"block {number} of {chain}";
        value = value.Named(what);
        var (previous, root, hash, text) = (value.Hash("previous"), value.Hash("root"), value.Hash("hash"), value.Text("details"));
        string[] lines = [.. value.List("lines").Select(each => each.ValueKind == JsonValueKind.String ? each.GetString() ?? "" : throw new UnreadableException($"{what} has a line that is not text"))];
        var details = ExportedObject.Parse(text, $"the details of {what}").Named(what);
        return new(chain, number, previous, root, hash, text)
        {
            Lines = lines,
            Stored = details.Has("stored") ? details.Count("stored") : 0,
            Records = details.Has("records") ? details.Count("records") : 0,
            First = details.FindTime("first"),
            Last = details.FindTime("last"),
            Through = details.FindTime("through"),
            IsClosing = details.Find("closes") is not null,
            IsOpening = details.Find("opened") is not null,
        };
    }
}
