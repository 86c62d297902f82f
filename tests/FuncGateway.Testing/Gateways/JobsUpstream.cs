using JobsServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Testing.Gateways;

/// <summary>The sample server of the README as an upstream, on a free port. Its jobs never end.</summary>
public sealed class JobsUpstream : IAsyncDisposable
{
    private readonly WebApplication _jobs;

    private JobsUpstream(WebApplication jobs) => _jobs = jobs;

    public Uri Url => new(new Uri(_jobs.Urls.Single()), JobsServerApp.McpPath);

    public CallCounts Calls => _jobs.Services.GetRequiredService<CallCounts>();

    public static async Task<JobsUpstream> StartAsync()
    {
        var jobs = JobsServerApp.Build(["--urls", "http://127.0.0.1:0"], new JobsServerOptions { TimePerWord = TimeSpan.FromHours(1) });
        await jobs.StartAsync();
        return new JobsUpstream(jobs);
    }

    public ValueTask DisposeAsync() => _jobs.DisposeAsync();
}
