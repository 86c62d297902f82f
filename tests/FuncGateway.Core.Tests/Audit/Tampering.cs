using System.Text;
using FuncGateway.Core.Audit;

namespace FuncGateway.Core.Tests.Audit;

/// <summary>Blocks as someone with access to the store would forge them.</summary>
internal static class Tampering
{
    /// <summary>The block with other records, and nothing else changed.</summary>
    public static AuditBlock WithLines(AuditBlock block, params IEnumerable<string> lines) => block with { Lines = Encoding.UTF8.GetBytes(string.Join('\n', lines)) };

    /// <summary>A block with other details in the place of this one, with a valid hash.</summary>
    public static AuditBlock Forge(AuditBlock block)
    {
        var details = BlockDetails.Read(block.Details)! with { Opened = new("other", "0", "0", null) };
        return AuditBlock.After(new ChainHead(block.Chain, block.Number - 1, block.Previous, null), block.Lines, details);
    }

    /// <summary>A valid block after this one.</summary>
    public static AuditBlock Next(AuditBlock block) => AuditBlock.After(
        block.Head,
        "{}"u8.ToArray(),
        new(block.Chain.ToString(), block.Number + 1, block.Number, 1) { First = block.Through, Last = block.Through, Through = block.Through });

    /// <summary>The same block at another place.</summary>
    public static AuditBlock At(AuditBlock block, ChainName chain, int number) => block with { Chain = chain, Number = number };
}
