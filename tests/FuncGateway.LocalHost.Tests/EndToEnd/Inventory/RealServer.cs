using System.Text.Json.Nodes;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Inventory;

/// <summary>A server that is used as it was published: what the classifier says of its tools, and a call that works under the recommended policy.</summary>
/// <param name="Name">Of the package or sample. No two servers have the same.</param>
/// <param name="StartAsync">Starts it on a free port.</param>
/// <param name="Tools">Each tool with its class, such as "echo read", in the order of the server's list.</param>
internal sealed record RealServer(string Name, Func<Task<RunningServer>> StartAsync, string[] Tools)
{
    private const string FolderName = "$folder";

    /// <summary>A tool that the policy allows.</summary>
    public required string Tool { get; init; }

    /// <summary>The arguments of its call, as JSON. The text "$folder" stands for the folder of the server.</summary>
    public string Arguments { get; init; } = "{}";

    /// <summary>What is in the text of the answer.</summary>
    public required string Answer { get; init; }

    /// <summary>The tools that a client is shown. The policy hides those that destroy.</summary>
    public IReadOnlyList<string> Listed => [.. Tools.Where(tool => !IsDestructive(tool)).Select(NameOf)];

    /// <summary>A tool that the policy refuses: one that destroys, or else one that does not exist.</summary>
    public string Refused => Tools.Where(IsDestructive).Select(NameOf).FirstOrDefault("no-such-tool");

    public JsonObject ArgumentsFor(RunningServer running) =>
        JsonNode.Parse(Arguments.Replace(FolderName, running.Folder?.FullName, StringComparison.Ordinal))?.AsObject() ?? [];

    private static bool IsDestructive(string tool) => tool.EndsWith(" destructive", StringComparison.Ordinal);

    private static string NameOf(string tool) => tool.Split(' ')[0];
}

/// <summary>A started server, which is stopped by disposing it.</summary>
/// <param name="Folder">Where it stores what it is told; null if it stores nothing.</param>
internal sealed record RunningServer(Uri Url, IAsyncDisposable Upstream, DirectoryInfo? Folder = null) : IAsyncDisposable
{
    public static async Task<RunningServer> OfAsync(Task<PackagedUpstream> starting)
    {
        var upstream = await starting;
        return new RunningServer(upstream.Url, upstream, upstream.Folder);
    }

    public ValueTask DisposeAsync() => Upstream.DisposeAsync();
}
