using System.Collections.Concurrent;

namespace FuncGateway.Testing.Upstreams.Attacked;

/// <summary>How often the tool was executed, by case.</summary>
internal sealed class Executions
{
    private readonly ConcurrentDictionary<string, int> _ran = new(StringComparer.Ordinal);

    public void Add(string name) => _ran.AddOrUpdate(name, 1, (_, count) => count + 1);

    public int Of(string name) => _ran.GetValueOrDefault(name);
}
