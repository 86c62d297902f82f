using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Inventory;

/// <summary>The servers of the MCP project on npm, the sample of the README on the C# SDK, and the samples of the TypeScript SDK. None of them is hostile.</summary>
internal static class RealServers
{
    private static readonly RealServer[] All =
    [
        new("server-everything", StartEverythingAsync,
        [
            "echo read", "get-annotated-message read", "get-env read", "get-resource-links read", "get-resource-reference read",
            "get-structured-content read", "get-sum read", "get-tiny-image read", "gzip-file-as-resource write", "toggle-simulated-logging write",
            "toggle-subscriber-updates write", "trigger-long-running-operation execute", "simulate-research-query write",
        ])
        {
            Tool = "echo",
            Arguments = """{ "message": "hi" }""",
            Answer = "Echo: hi",
        },
        new("server-filesystem", StartFilesystemAsync,
        [
            "read_file read", "read_text_file read", "read_media_file read", "read_multiple_files read", "write_file write", "edit_file write",
            "create_directory write", "list_directory read", "list_directory_with_sizes read", "directory_tree read", "move_file write",
            "search_files read", "get_file_info read", "list_allowed_directories read",
        ])
        {
            Tool = "read_text_file",
            Arguments = """{ "path": "$folder/notes.txt" }""",
            Answer = "Buy tea.",
        },
        new("server-memory", () => RunningServer.OfAsync(PackagedUpstream.StartMemoryAsync()),
        [
            "create_entities write", "create_relations write", "add_observations write", "delete_entities destructive",
            "delete_observations destructive", "delete_relations destructive", "read_graph read", "search_nodes read", "open_nodes read",
        ])
        {
            Tool = "create_entities",
            Arguments = """{ "entities": [ { "name": "Berlin", "entityType": "city", "observations": ["on the Spree"] } ] }""",
            Answer = "on the Spree",
        },
        new("jobs-server", StartJobsAsync,
        [
            "submit-llm-request-async write", "get-async-job-result read", "cancel-async-job write", "retry-async-job execute", "list-models read",
            "call-all-llms execute", "list-async-jobs read", "get-queue-status read", "clear-history destructive",
        ])
        {
            Tool = "submit-llm-request-async",
            Arguments = """{ "prompt": "one two" }""",
            Answer = "job-1",
        },
        Sample("simpleStreamableHttp", "greet", """{ "name": "world" }""", "Hello, world!",
        [
            "greet execute", "multi-greet write", "collect-user-info read", "collect-user-info-task read", "start-notification-stream execute",
            "list-files read", "delay write",
        ]),
        Sample("jsonResponseStreamableHttp", "greet", """{ "name": "world" }""", "Hello, world!", ["greet execute", "multi-greet write"]),
        Sample("simpleStatelessStreamableHttp", "start-notification-stream", """{ "interval": 1, "count": 2 }""", "every 1ms", ["start-notification-stream execute"]),
        Sample("sseAndStreamableHttpCompatibleServer", "start-notification-stream", """{ "interval": 1, "count": 2 }""", "every 1ms", ["start-notification-stream execute"]),
        Sample("honoWebStandardStreamableHttp", "greet", """{ "name": "world" }""", "Hello, world!", ["greet execute"]),
        Sample("ssePollingExample", "long-task", "{}", "completed", ["long-task execute"]),
        Bridged("mcpServerOutputSchema", "get_weather", """{ "city": "Oslo", "country": "NO" }""", "celsius", ["get_weather read"]),
        Bridged("progressExample", "count", """{ "n": 2 }""", "Counted to 2", ["count read"]),
    ];

    public static IEnumerable<string> Names => All.Select(server => server.Name);

    public static RealServer Get(string name) => All.Single(server => server.Name == name);

    private static RealServer Sample(string name, string tool, string arguments, string answer, string[] tools) =>
        new(name, () => RunningServer.OfAsync(PackagedUpstream.StartSampleAsync(name)), tools) { Tool = tool, Arguments = arguments, Answer = answer };

    private static RealServer Bridged(string name, string tool, string arguments, string answer, string[] tools) =>
        new(name, () => RunningServer.OfAsync(PackagedUpstream.StartBridgedSampleAsync(name)), tools) { Tool = tool, Arguments = arguments, Answer = answer };

    private static async Task<RunningServer> StartEverythingAsync()
    {
        var upstream = await EverythingUpstream.StartAsync(CancellationToken.None);
        return new RunningServer(upstream.Url, upstream);
    }

    private static async Task<RunningServer> StartFilesystemAsync()
    {
        var upstream = await PackagedUpstream.StartFilesystemAsync();
        await File.WriteAllTextAsync(Path.Combine(upstream.Folder.FullName, "notes.txt"), "Buy tea.");
        return new RunningServer(upstream.Url, upstream, upstream.Folder);
    }

    private static async Task<RunningServer> StartJobsAsync()
    {
        var upstream = await JobsUpstream.StartAsync();
        return new RunningServer(upstream.Url, upstream);
    }
}
