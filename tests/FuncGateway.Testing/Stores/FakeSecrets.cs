using System.Collections;
using System.Collections.Concurrent;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Testing.Stores;

/// <summary>Secrets in memory: <c>new FakeSecrets { ["name"] = "value" }</c>.</summary>
public sealed class FakeSecrets : ISecretSource, IEnumerable<KeyValuePair<string, string>>
{
    private readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _forgotten = new();

    public FakeOutage Outage { get; } = new();

    public IReadOnlyCollection<string> Forgotten => _forgotten;

    public string this[string name]
    {
        set => _secrets[name] = value;
    }

    public async ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _secrets.GetValueOrDefault(name);
    }

    public void Forget(string name) => _forgotten.Enqueue(name);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _secrets.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
