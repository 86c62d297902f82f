using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FuncGateway.Bench.Targets;
using FuncGateway.LocalHost.Azurite;

namespace FuncGateway.Bench.Worker;

/// <summary>Starts the worker of a published function app again and again, and makes a first call through it: an allowed tools/call, which is audited before it is answered.</summary>
internal static class WorkerColdStart
{
    private const string AdminKey = "bench-admin-key-bench-admin-key-0123456789";
    private const string Key = "bG9jYWwtZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQh";
    private const int Starts = 11;

    /// <param name="folders">Published apps, which take turns.</param>
    public static async Task<int> PrintAsync(string[] folders)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteInstall(Console.WriteLine, TimeProvider.System), new AzuriteOptions { AllServices = true }, TimeProvider.System, CancellationToken.None);
        await using var upstream = await ChildProcess.StartAsync(["upstream"]);
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["WEBSITE_HOSTNAME"] = "localhost:7071",
            ["TASKHUB_NAME"] = "bench",
            ["FuncGateway__PublicHosts__0"] = "localhost",
            ["FuncGateway__AllowLoopbackUpstreams"] = "true",
            ["FuncGateway__SessionKey"] = Key,
            ["FuncGateway__Approvals__EncryptionKey"] = Key,
            ["FuncGateway__AdminKey"] = AdminKey,
        };
        var token = await PrepareAsync(folders[0], settings, upstream.Url);
        var starts = new Dictionary<string, List<double[]>>();
        for (var start = 0; start < Starts * folders.Length; start++)
        {
            var folder = folders[start % folders.Length];
            starts.TryAdd(folder, []);
            starts[folder].Add(await MeasureAsync(folder, settings, token));
        }

        foreach (var (folder, all) in starts)
        {
            string Median(int figure) => all.Select(each => each[figure]).Order().ElementAt(Starts / 2).ToString("0", CultureInfo.InvariantCulture);
            Console.WriteLine($"{folder}: functions loaded after {Median(0)} ms, first call {Median(1)} ms, second {Median(2)} ms, both together {Median(3)} ms, processor time {Median(4)} ms, {Median(5)} MB resident; medians of {Starts} starts");
        }

        return 0;
    }

    private static async Task<double[]> MeasureAsync(string folder, IReadOnlyDictionary<string, string> settings, string token)
    {
        await using var worker = await WorkerProcess.StartAsync(folder, settings);
        var ready = worker.Elapsed;
        await CallAsync(worker, token);
        var first = worker.Elapsed;
        var used = worker.ProcessorTime;
        await CallAsync(worker, token);
        return [worker.Loaded.TotalMilliseconds, (first - ready).TotalMilliseconds, (worker.Elapsed - first).TotalMilliseconds, first.TotalMilliseconds, used.TotalMilliseconds, worker.ResidentMegaBytes];
    }

    private static async Task CallAsync(WorkerProcess worker, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp/plain")
        {
            Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tool-1","arguments":{"text":"cold","count":3}}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        using var answer = await worker.SendAsync("mcp", request);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || !body.Contains("result", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The call was answered with {(int)answer.StatusCode}: {body}");
        }
    }

    private static async Task<string> PrepareAsync(string folder, IReadOnlyDictionary<string, string> settings, Uri upstream)
    {
        await using var worker = await WorkerProcess.StartAsync(folder, settings);
        await AdminAsync(worker, HttpMethod.Put, "/api/servers/plain?probe=false", JsonContent.Create(new { name = "plain", upstreamUrl = upstream, headers = new { } }));
        await AdminAsync(worker, HttpMethod.Put, "/api/servers/plain/policies/p", new StringContent("""{ "version": "1", "default": "allow" }""", Encoding.UTF8, "application/json"));
        var grant = await AdminAsync(worker, HttpMethod.Post, "/api/servers/plain/grants", JsonContent.Create(new { label = "bench", policy = "p" }));
        return grant.GetProperty("token").GetString() ?? "";
    }

    private static async Task<JsonElement> AdminAsync(WorkerProcess worker, HttpMethod method, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        using var answer = await worker.SendAsync("api", request);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }
}
