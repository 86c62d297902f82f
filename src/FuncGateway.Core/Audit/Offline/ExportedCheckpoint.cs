using System.Text.Json;
using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit.Offline;

/// <summary>A checkpoint as it is in an export.</summary>
/// <param name="Signed">As it was signed and stored.</param>
/// <param name="StatedNumber">The number in its content.</param>
/// <param name="Previous">The hash of the checkpoint before.</param>
internal sealed record ExportedCheckpoint(Checkpoint Signed, long StatedNumber, DateTimeOffset At, string Previous, IReadOnlyList<ExportedChainState> Chains)
{
    public long Number => Signed.Number;

    public DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime);

    /// <inheritdoc cref="CheckpointContent.ShownDay"/>
    public DateOnly ShownDay => CheckpointContent.ShownDayOf(Day, Chains.Select(state => state.Stated));

    public string Where => $"checkpoint {Number}";

    /// <exception cref="UnreadableException">The object is not a checkpoint.</exception>
    public static ExportedCheckpoint Read(ExportedObject value)
    {
        var number = value.Named("a checkpoint").Number("number");
        var what = $"checkpoint {number}";
        value = value.Named(what);
        var signed = new Checkpoint(number, value.Text("content"), value.Text("key"), value.Text("signature"));
        var content = ExportedObject.Parse(signed.Content, $"the content of {what}").Named(what);
        if (content.Find("format") is not { ValueKind: JsonValueKind.String } format || format.GetString() != CheckpointContent.CurrentFormat)
        {
            throw new UnreadableException($"the format of {what} is not '{CheckpointContent.CurrentFormat}'");
        }

        return new(signed, content.Number("number"), content.At(), content.Hash("previous"), [.. content.List("chains").Select(each => ExportedChainState.Read(each, what))]);
    }
}

/// <summary>How long a chain was at the time of a checkpoint.</summary>
internal sealed record ExportedChainState(ChainName Chain, CheckpointChain Stated)
{
    /// <exception cref="UnreadableException">The element is not the state of a chain.</exception>
    public static ExportedChainState Read(JsonElement element, string checkpoint)
    {
        var value = ExportedObject.Of(element, checkpoint, $"{checkpoint} names a chain that is not an object");
        var chain = ExportedChain.Read(value.Text("chain"));
        return new(chain, new(chain.ToString(), value.Count("blocks"), value.Hash("hash"), value.Flag("closed"), value.FindTime("to")));
    }
}
