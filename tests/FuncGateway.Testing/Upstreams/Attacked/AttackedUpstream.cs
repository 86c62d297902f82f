namespace FuncGateway.Testing.Upstreams.Attacked;

/// <summary>
/// An upstream with one tool, "pay". It counts its executions by the argument "case", and then ends the call as the argument "how" says.
/// </summary>
public abstract class AttackedUpstream : IAsyncDisposable
{
    public const string Tool = "pay";

    /// <summary>The argument "how" of a call that runs until it is cancelled.</summary>
    public const string Wait = "wait";

    public abstract Uri Url { get; }

    /// <summary>The values of "how" that this upstream knows, other than <see cref="Wait"/>.</summary>
    public abstract IReadOnlyList<string> Endings { get; }

    public static async Task<AttackedUpstream> StartAsync(UpstreamKind kind) => kind switch
    {
        UpstreamKind.CSharp => await CSharpAttackedUpstream.StartAsync(),
        UpstreamKind.TypeScript => await TypeScriptAttackedUpstream.StartAsync(),
        UpstreamKind.Raw => await RawAttackedUpstream.StartAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not one of the upstreams."),
    };

    /// <summary>How often the tool was executed for the case.</summary>
    public abstract Task<int> RanAsync(string name);

    public abstract ValueTask DisposeAsync();
}

/// <summary>What an attacked upstream is built on.</summary>
public enum UpstreamKind
{
    CSharp,
    TypeScript,

    /// <summary>Answers written by hand, for what no SDK sends.</summary>
    Raw,
}
