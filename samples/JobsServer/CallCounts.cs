using System.Collections.Concurrent;

namespace JobsServer;

/// <summary>How often each tool was really called: what a gateway in front is measured by.</summary>
public sealed class CallCounts
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> All => _calls;

    public int Of(string tool) => _calls.GetValueOrDefault(tool);

    internal void Add(string tool) => _calls.AddOrUpdate(tool, 1, (_, count) => count + 1);
}
