using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams.Attacked;

namespace FuncGateway.Testing.Upstreams.Shared;

/// <summary>
/// An upstream on a real SDK that has no sessions, so that all of its clients are one to it. Its tool "work" reports its progress and then runs until
/// <see cref="ReleaseAsync"/> or until it is cancelled; the argument "case" tells its calls apart.
/// </summary>
public abstract class SharedUpstream : IAsyncDisposable
{
    /// <summary>Reports "begun" and "ending" with its case, and answers "done" with its case.</summary>
    public const string Work = "work";

    /// <summary>Asks the client and answers what it was told. On the C# SDK only: without sessions, the TypeScript SDK cannot ask.</summary>
    public const string Ask = "ask";

    /// <summary>Notifies the caller of the status of every task that there is. On the TypeScript SDK only.</summary>
    public const string Gossip = "gossip";

    public abstract Uri Url { get; }

    public static async Task<SharedUpstream> StartAsync(UpstreamKind kind) => kind switch
    {
        UpstreamKind.CSharp => await CSharpSharedUpstream.StartAsync(),
        UpstreamKind.TypeScript => await TypeScriptSharedUpstream.StartAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not one of the SDKs."),
    };

    /// <summary>Waits until a call of that case runs.</summary>
    public Task RunsAsync(string name) => Eventually.Async(async () => await StartedAsync(name) > 0, $"the call '{name}' runs");

    /// <summary>Number of calls of that case that were started.</summary>
    public abstract Task<int> StartedAsync(string name);

    /// <summary>Number of calls of that case that were cancelled.</summary>
    public abstract Task<int> CancelledAsync(string name);

    /// <summary>Lets the calls of that case end.</summary>
    public abstract Task ReleaseAsync(string name);

    /// <summary>Every message that arrived, as JSON, and every request without one, as its HTTP method.</summary>
    public abstract Task<IReadOnlyList<string>> ReceivedAsync();

    public abstract ValueTask DisposeAsync();
}
