using System.Collections.Concurrent;

namespace JobsServer;

/// <summary>Counts how often each tool was executed, to verify the limits of a gateway in front of the server.</summary>
public sealed class CallCounts
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> All => _calls;

    public int Of(string tool) => _calls.GetValueOrDefault(tool);

    internal void Add(string tool) => _calls.AddOrUpdate(tool, 1, (_, count) => count + 1);
}
