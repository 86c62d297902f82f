using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FuncGateway.Bench.Audit;
using FuncGateway.Bench.Targets;
using FuncGateway.LocalHost.Azurite;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Bench.Load;

/// <summary>A way, and the process in between whose allocations are counted.</summary>
public sealed record MeasuredWay(Way Way, ChildProcess? Process)
{
    /// <summary>The audit that the way writes; null if it writes none.</summary>
    public AuditTable? Audit { get; init; }
}

/// <summary>The processes of a run: one upstream, the gateways (and YARP) in front of it, and an Azurite behind each gateway.</summary>
public sealed class Scene : IAsyncDisposable
{
    private const string Tool = "tool-1";
    private const string Denied = "tool-2";
    private const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";
    private const string AdminKey = "bench-admin-key-bench-admin-key-0123456789";
    private readonly List<IAsyncDisposable> _parts = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench");

    public IReadOnlyList<MeasuredWay> Ways { get; private set; } = [];

    public MeasuredWay AuditFirst => Ways.Single(way => way.Way.Name == WayNames.AuditFirst);

    public MeasuredWay Limited => Ways.Single(way => way.Way.Name == WayNames.Limited);

    /// <summary>This build's ways, with and without audit, beside YARP and the direct way.</summary>
    public static async Task<Scene> StartAsync()
    {
        var scene = new Scene();
        var upstream = await scene.StartAsync(null, "upstream");
        var yarp = await scene.StartAsync(null, "yarp", upstream.Url.ToString());
        var call = Call(Tool);
        scene.Ways =
        [
            new(Way.Of("direct", upstream.Url, call), null),
            new(Way.Of(WayNames.Yarp, yarp.Url, call), yarp),
            new(Way.Of(WayNames.DirectList, upstream.Url, List), null),
            new(Way.Of(WayNames.YarpList, yarp.Url, List), yarp),
            .. await UnauditedAsync(upstream, (await scene.StartGatewayAsync("Off")).Gateway),
            await AuditedAsync(WayNames.AuditSoon, upstream, await scene.StartGatewayAsync("WithinOneSecond")),
            await AuditedAsync(WayNames.AuditFirst, upstream, await scene.StartGatewayAsync("BeforeAnswer")),
        ];
        return scene;
    }

    /// <summary>A gateway with the default audit, and calls of 4 MiB whose policy looks at each element of a list.</summary>
    public static async Task<Scene> StartLargeAsync()
    {
        var scene = new Scene();
        var upstream = await scene.StartAsync(null, "upstream");
        var (gateway, _) = await scene.StartGatewayAsync("BeforeAnswer");
        var grant = await GrantAsync(gateway, upstream, "large", $$"""{ "version": "1", "default": "deny", "tools": { "{{Tool}}": { "deny_if": [ { "conditions": [ { "path": "args.items[*].price", "op": "gt", "value": 100 } ] } ] } } }""");
        scene.Ways = [new(Way.Of("4 MiB", grant.Url, LargeCalls.Judged(Tool), grant.Token), gateway), new(Way.Of("4 MiB, too many values", grant.Url, LargeCalls.NotEvaluable(Tool), grant.Token), gateway)];
        return scene;
    }

    /// <summary>Ways in pairs: through this build, then through another build of this program.</summary>
    /// <param name="name">The only way to compare; null for all that have no audit.</param>
    public static async Task<Scene> StartComparisonAsync(string otherProgram, string? name)
    {
        var scene = new Scene();
        var upstream = await scene.StartAsync(null, "upstream");
        var own = await scene.ComparedAsync(upstream, null, name);
        var other = await scene.ComparedAsync(upstream, otherProgram, name);
        scene.Ways = [.. own.Zip(other).SelectMany(pair => new[] { pair.First, pair.Second })];
        return scene;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(_parts))
        {
            await part.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task<IReadOnlyList<MeasuredWay>> ComparedAsync(ChildProcess upstream, string? program, string? name) => name == WayNames.AuditFirst
        ? [await AuditedAsync(name, upstream, await StartGatewayAsync("BeforeAnswer", program))]
        : [.. (await UnauditedAsync(upstream, (await StartGatewayAsync("Off", program)).Gateway)).Where(way => name is null || way.Way.Name == name)];

    private async Task<ChildProcess> StartAsync(string? program, params string[] arguments)
    {
        var child = await ChildProcess.StartAsync(arguments, program);
        _parts.Add(child);
        return child;
    }

    /// <summary>Each has a storage of its own, so that the writes of one do not slow the others.</summary>
    private async Task<(ChildProcess Gateway, AuditTable Audit)> StartGatewayAsync(string durability, string? program = null)
    {
        var azurite = await AzuriteProcess.StartAsync(new AzuriteInstall(Console.WriteLine, TimeProvider.System), new AzuriteOptions { AllServices = true }, TimeProvider.System, CancellationToken.None);
        _parts.Add(azurite);
        var gateway = await StartAsync(
            program, "gateway", $"--AzureWebJobsStorage={azurite.ConnectionString}", $"--FuncGateway:AdminKey={AdminKey}",
            $"--FuncGateway:DataFolder={_folder.FullName}", $"--FuncGateway:Audit:Durability={durability}");
        return (gateway, new AuditTable(azurite.ConnectionString));
    }

    private static async Task<IReadOnlyList<MeasuredWay>> UnauditedAsync(ChildProcess upstream, ChildProcess gateway)
    {
        var call = Call(Tool);
        var hidden = string.Join(',', Enumerable.Range(0, 100).Where(number => number % 10 == 0).Select(number => $"\"{CountingUpstream.ToolName(number)}\""));
        var plain = await GrantAsync(gateway, upstream, "plain", $$"""{ "version": "1", "default": "allow", "hide": [{{hidden}}], "tools": { "{{Denied}}": { "deny_if": [ { "conditions": [] } ] } } }""");
        var limited = await GrantAsync(gateway, upstream, "limited", $$"""{ "version": "1", "default": "deny", "tools": { "{{Tool}}": { "limits": [ { "counter": "rate", "window": "minute", "max": 100000000 } ] } } }""");
        return
        [
            new(Way.Of(WayNames.Allowed, plain.Url, call, plain.Token), gateway),
            new(Way.Of(WayNames.Limited, limited.Url, call, limited.Token), gateway),
            new(Way.Of("gateway, denied", plain.Url, Call(Denied), plain.Token), gateway),
            new(Way.Of(WayNames.List, plain.Url, List, plain.Token), gateway),
        ];
    }

    private static async Task<MeasuredWay> AuditedAsync(string name, ChildProcess upstream, (ChildProcess Gateway, AuditTable Audit) audited)
    {
        var grant = await GrantAsync(audited.Gateway, upstream, "plain", """{ "version": "1", "default": "allow" }""");
        return new(Way.Of(name, grant.Url, Call(Tool), grant.Token), audited.Gateway) { Audit = audited.Audit };
    }

    private static string Call(string tool) =>
        $$$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{{tool}}}}","arguments":{"text":"{{{{new string('x', 200)}}}}","count":3}}}""";

    private static async Task<(Uri Url, string Token)> GrantAsync(ChildProcess gateway, ChildProcess upstream, string server, string policy)
    {
        using var admin = new HttpClient { BaseAddress = gateway.Url };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        (await admin.PutAsJsonAsync($"/api/servers/{server}?probe=false", new { name = server, upstreamUrl = upstream.Url, headers = new { } })).EnsureSuccessStatusCode();
        (await admin.PutAsync($"/api/servers/{server}/policies/p", new StringContent(policy, Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();
        var response = await admin.PostAsJsonAsync($"/api/servers/{server}/grants", new { label = "bench", policy = "p" });
        var grant = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return (new Uri(gateway.Url, $"/mcp/{server}"), grant.GetProperty("token").GetString() ?? "");
    }
}
