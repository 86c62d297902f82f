using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace FuncGateway.LocalHost.Demo;

/// <summary>The calls of the demo's client: lists the tools, cancels 31 jobs, and calls a hidden tool and one that no rule names.</summary>
internal sealed class DemoScript(DemoSetup setup, string upstream, TimeProvider time, TextWriter output)
{
    private const string Cancel = "cancel-async-job";
    private const int Calls = 31;
    private static readonly TimeSpan MinTimeLeft = TimeSpan.FromSeconds(20);

    public async Task<DemoReport> RunAsync(CancellationToken stop)
    {
        var jobs = await SubmitJobsAsync(stop);
        await using var agent = await ConnectAsync(setup.McpUrl, setup.Token, stop);
        var report = new DemoReport(setup.Inventory);
        var listed = await agent.ListToolsAsync(cancellationToken: stop);
        report.Listed.AddRange(listed.Select(tool => tool.Name));
        await WaitForRoomAsync(stop);
        foreach (var job in jobs)
        {
            report.Add(await CallAsync(agent, Cancel, new() { ["jobId"] = job }, stop));
        }

        report.Add(await CallAsync(agent, "list-async-jobs", [], stop));
        report.Add(await CallAsync(agent, "clear-history", [], stop));
        report.Add(await CallAsync(agent, "export-history", [], stop));
        return report;
    }

    // The jobs are submitted directly to the server, because the agent's policy limits how many it may submit.
    private async Task<IReadOnlyList<string>> SubmitJobsAsync(CancellationToken stop)
    {
        await using var owner = await ConnectAsync(upstream, token: null, stop);
        var jobs = new List<string>(Calls);
        while (jobs.Count < Calls)
        {
            var job = await owner.CallToolAsync("submit-llm-request-async", new Dictionary<string, object?> { ["prompt"] = "Summarize the report" }, cancellationToken: stop);
            jobs.Add(job.StructuredContent?.GetProperty("jobId").GetString() ?? throw new IOException("The sample server returned a job without an id."));
        }

        return jobs;
    }

    // Limits count per UTC minute, so a run must not cross into the next one.
    private async Task WaitForRoomAsync(CancellationToken stop)
    {
        var left = TimeSpan.FromSeconds(60 - (time.GetUtcNow().ToUnixTimeMilliseconds() % 60_000 / 1000.0));
        if (left < MinTimeLeft)
        {
            await output.WriteLineAsync($"Waiting {left.TotalSeconds:0} s for the next minute, so that all {Calls} calls fall into the same one.");
            await Task.Delay(left, time, stop);
        }
    }

    private async Task<DemoCall> CallAsync(McpClient agent, string tool, Dictionary<string, object?> arguments, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        try
        {
            var result = await agent.CallToolAsync(tool, arguments, cancellationToken: stop);
            var text = result.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text ?? "";
            return new DemoCall(tool, DemoCall.VerdictOf(result.IsError == true, text), text, time.GetElapsedTime(begun));
        }
        catch (McpProtocolException e)
        {
            return new DemoCall(tool, "hidden", e.Message, time.GetElapsedTime(begun));
        }
    }

    internal static Task<McpClient> ConnectAsync(string url, string? token, CancellationToken stop) => McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
    {
        Endpoint = new Uri(url),
        TransportMode = HttpTransportMode.StreamableHttp,
        AdditionalHeaders = token is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
    }), cancellationToken: stop);
}
