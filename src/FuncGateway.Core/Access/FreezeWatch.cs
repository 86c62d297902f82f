namespace FuncGateway.Core.Access;

/// <summary>
/// The freeze in force, at most 2 s old, so that a freeze takes effect everywhere within that time. If the store does not answer, requests are refused;
/// an older answer is never used.
/// </summary>
public sealed class FreezeWatch(IFreezeStore store, TimeProvider time)
{
    private const string Gateway = "gateway";
    private readonly FreshCache<string, Freeze?> _freeze = new((_, cancellationToken) => store.FindAsync(cancellationToken), _ => CacheAge.Max, 1, time);

    /// <summary>Returns null if calls are not stopped.</summary>
    /// <param name="maxAge">Reads the store if the answer in memory is older than this.</param>
    public ValueTask<Freeze?> FindAsync(TimeSpan maxAge, CancellationToken cancellationToken) => _freeze.GetAsync(Gateway, maxAge, cancellationToken);

    /// <summary>Reads the store at the next request, because the freeze was changed by this process.</summary>
    public void Forget() => _freeze.Forget(Gateway);
}
