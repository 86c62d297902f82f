using FuncGateway.Core.Access;
using FuncGateway.Core.Inventory;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Mcp.Relay;

/// <summary>Which entries of lists are listed for a caller, and what is remembered of the lists that were read for callers alike.</summary>
/// <param name="decide">Whether the entry of that name, URI or URI template is listed. Always decides alike.</param>
/// <param name="basis">What the verdicts depend on.</param>
/// <param name="report">Called with a tool and the fingerprint of its definition if it is not the known one, once for each.</param>
internal sealed class ListVerdicts(Func<ListKind, string, bool> decide, ListBasis basis = default, ListMemory? memory = null, Action<string, string>? report = null)
{
    public static ListVerdicts Of(Policy? policy, ListMemory? memory) => new((kind, name) => ListFilter.IsListed(policy, kind, name), new ListBasis(policy, null, false), memory);

    public static ListVerdicts Of(Caller caller, ListMemory? memory, Action<string, string>? report)
    {
        var policy = caller.Policy?.Policy;
        return new((kind, name) => ListFilter.IsListed(policy, kind, name), new ListBasis(policy, caller.Watch, caller.HidesChanged), memory, report);
    }

    /// <summary>Whether the definitions of tools are compared with the accepted ones.</summary>
    public bool ComparesTools => basis.Watch is not null;

    public bool IsListed(ListKind kind, string name) => decide(kind, name);

    /// <summary>Whether a tool is listed as far as its definition is concerned, which is reported if nobody has accepted it.</summary>
    public bool IsAcceptable(EntryNames tool, ReadOnlyMemory<byte> entry)
    {
        if (basis.Watch is not { } watch || tool.First is not { } first)
        {
            return true;
        }

        var fingerprint = ToolFingerprint.Of(entry);
        return IsAcceptable(watch, first, fingerprint) & (tool.Last is not { } last || IsAcceptable(watch, last, fingerprint));
    }

    private bool IsAcceptable(ToolWatch watch, string tool, string fingerprint)
    {
        if (!watch.IsKnown(tool, fingerprint) && watch.TryNote(tool, fingerprint))
        {
            report?.Invoke(tool, fingerprint);
        }

        return !basis.HidesChanged || !watch.HasChanged(tool);
    }

    /// <summary>The list that begins like this one, if it is remembered.</summary>
    /// <param name="entries">What follows the opening bracket.</param>
    public KnownList? Find(ListKind kind, ReadOnlySpan<byte> entries) => basis.Policy is null ? null : memory?.Find(basis, kind, entries);

    /// <param name="entries">What is between the brackets.</param>
    public void Remember(ListKind kind, ReadOnlySpan<byte> entries, List<KnownEntry> verdicts)
    {
        if (basis.Policy is not null)
        {
            memory?.Remember(basis, kind, entries, verdicts);
        }
    }

    public void Forget(KnownList list) => memory?.Forget(list);
}

/// <summary>What the verdict on an entry depends on, besides its bytes.</summary>
/// <param name="Watch">What people have accepted of the server's tools; null if that does not matter.</param>
internal readonly record struct ListBasis(Policy? Policy, ToolWatch? Watch, bool HidesChanged);
