using FuncGateway.LocalHost.Node;
using FuncGateway.Testing.Npm;

namespace FuncGateway.Testing.Upstreams;

/// <summary>A server as npm has it, on a free loopback port. A server on stdio is behind the bridge mcp-proxy.</summary>
public sealed class PackagedUpstream : IAsyncDisposable
{
    private readonly NodeServer _server;

    private PackagedUpstream(NodeServer server, DirectoryInfo folder) => (_server, Folder) = (server, folder);

    public Uri Url => _server.Url;

    /// <summary>An empty folder for what the server reads and stores. Deleted with the upstream.</summary>
    public DirectoryInfo Folder { get; }

    /// <summary>@modelcontextprotocol/server-filesystem, which may use <see cref="Folder"/> alone.</summary>
    public static Task<PackagedUpstream> StartFilesystemAsync() =>
        StartAsync("server-filesystem", folder => TestPackages.StartBridgedAsync("server-filesystem/dist/index.js", [folder.FullName]));

    /// <summary>@modelcontextprotocol/server-memory.</summary>
    public static Task<PackagedUpstream> StartMemoryAsync() =>
        StartAsync("server-memory", folder => TestPackages.StartBridgedAsync("server-memory/dist/index.js", [], ("MEMORY_FILE_PATH", Path.Combine(folder.FullName, "memory.jsonl"))));

    /// <param name="sample">The name of a sample of @modelcontextprotocol/sdk that serves HTTP, such as "simpleStreamableHttp".</param>
    public static Task<PackagedUpstream> StartSampleAsync(string sample) => StartAsync(sample, _ => TestPackages.StartServerAsync(TestPackages.Sample(sample)));

    /// <param name="sample">The name of a sample of @modelcontextprotocol/sdk that serves stdio, such as "mcpServerOutputSchema".</param>
    public static Task<PackagedUpstream> StartBridgedSampleAsync(string sample) => StartAsync(sample, _ => TestPackages.StartBridgedAsync(TestPackages.Sample(sample), []));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Folder.Delete(recursive: true);
    }

    private static async Task<PackagedUpstream> StartAsync(string name, Func<DirectoryInfo, Task<NodeProcess>> start)
    {
        var folder = Directory.CreateTempSubdirectory("upstream");
        return new PackagedUpstream(await NodeServer.StartAsync(start(folder), name), folder);
    }
}
