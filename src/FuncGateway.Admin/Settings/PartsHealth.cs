using FuncGateway.Core;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Settings;

/// <summary>Asks each part that the gateway depends on for something that is cheap to answer.</summary>
// Five parameters: the three parts, the secrets that are needed, and the clock of the timeout.
internal sealed class PartsHealth(IStoreHealth stores, ISecretSource secrets, ICounters counters, ISettingsInForce settings, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<HealthView>> ReadAsync(CancellationToken cancellationToken) => await Task.WhenAll(
        ReadAsync("storage", ReadStorageAsync, "The storage does not answer; every call is refused until it does.", cancellationToken),
        ReadAsync("secrets", ReadSecretsAsync, "The secrets cannot be read; what needs one is refused.", cancellationToken),
        ReadAsync("durable", ReadDurableAsync, "The durable engine does not answer; calls with a limit are refused, and approvals are not notified.", cancellationToken));

    /// <param name="read">Returns whether the part is well, and a sentence.</param>
    private async Task<HealthView> ReadAsync(string part, Func<CancellationToken, Task<(bool, string)>> read, string ifNot, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var (ok, detail) = await read(linked.Token);
            return new HealthView(part, ok, detail);
        }
        catch (StoreUnavailableException)
        {
            return new HealthView(part, false, ifNot);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthView(part, false, ifNot);
        }
    }

    private async Task<(bool, string)> ReadStorageAsync(CancellationToken cancellationToken) =>
        await stores.AnswersAsync(cancellationToken) ? (true, "The storage answers.") : throw new StoreUnavailableException("The storage does not answer.");

    private async Task<(bool, string)> ReadSecretsAsync(CancellationToken cancellationToken)
    {
        var (names, missing) = (settings.SecretNames(), new List<string>());
        foreach (var name in names)
        {
            if (await secrets.FindAsync(name, cancellationToken) is null)
            {
                missing.Add(name);
            }
        }

        return (missing, names) switch
        {
            ([], []) => (true, "The settings refer to no secret."),
            ([], _) => (true, $"All secrets that the settings refer to can be read: {string.Join(", ", names)}."),
            _ => (false, $"The settings refer to secrets that do not exist: {string.Join(", ", missing)}."),
        };
    }

    // Reads a counter that need not exist.
    private async Task<(bool, string)> ReadDurableAsync(CancellationToken cancellationToken)
    {
        await counters.ReadAsync(Probe, cancellationToken);
        return (true, "The durable engine answers.");
    }

    private static CounterKey Probe { get; } = CounterKey.Of(ServerId.TryParse("health", out var id) ? id : throw new InvalidOperationException("The id is invalid."));
}
