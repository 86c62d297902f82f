using System.Text;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;

namespace FuncGateway.Mcp.Relay;

/// <summary>Which entries of lists are listed under one policy, and what is remembered of the lists that were read under it.</summary>
/// <param name="decide">Whether the entry of that name, URI or URI template is listed. Always decides alike.</param>
/// <param name="policy">What the remembered lists belong to; null if none is remembered.</param>
internal sealed class ListVerdicts(Func<ListKind, string, bool> decide, Policy? policy = null, ListMemory? memory = null)
{
    public static ListVerdicts Of(Policy? policy, ListMemory? memory) => new((kind, name) => ListFilter.IsListed(policy, kind, name), policy, memory);

    public bool IsListed(ListKind kind, ReadOnlySpan<byte> name) => decide(kind, Encoding.UTF8.GetString(name));

    /// <summary>The list that begins like this one, if it is remembered.</summary>
    /// <param name="entries">What follows the opening bracket.</param>
    public KnownList? Find(ListKind kind, ReadOnlySpan<byte> entries) => policy is null ? null : memory?.Find(policy, kind, entries);

    /// <param name="entries">What is between the brackets.</param>
    public void Remember(ListKind kind, ReadOnlySpan<byte> entries, List<KnownEntry> verdicts)
    {
        if (policy is not null)
        {
            memory?.Remember(policy, kind, entries, verdicts);
        }
    }

    public void Forget(KnownList list) => memory?.Forget(list);
}
