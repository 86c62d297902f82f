using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Bench.Targets;

internal static class UpstreamChild
{
    public static async Task<int> RunAsync()
    {
        await using var upstream = await CountingUpstream.StartAsync(tools: 100);
        return await ChildProcess.ServeAsync(upstream.Url.ToString());
    }
}
