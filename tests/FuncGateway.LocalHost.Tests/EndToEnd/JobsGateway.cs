using FuncGateway.Testing;
using FuncGateway.Testing.Azurite;
using JobsServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The sample server behind a gateway whose time of day stands still, under the seed policy.</summary>
internal sealed class JobsGateway : IAsyncDisposable
{
    private readonly WebApplication _jobs;
    private readonly LocalGateway _gateway;

    private JobsGateway(WebApplication jobs, LocalGateway gateway, GrantMade grant)
    {
        _jobs = jobs;
        _gateway = gateway;
        Grant = grant;
    }

    public GrantMade Grant { get; }

    public CallCounts Calls => _jobs.Services.GetRequiredService<CallCounts>();

    public static async Task<JobsGateway> StartAsync(AzuriteFixture azurite, string server)
    {
        var jobs = JobsServerApp.Build(["--urls", "http://127.0.0.1:0"], new JobsServerOptions { TimePerWord = TimeSpan.FromHours(1) });
        await jobs.StartAsync();
        var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)));
        return new JobsGateway(jobs, gateway, await gateway.Admin.SetUpAsync(server, new Uri(new Uri(jobs.Urls.Single()), JobsServerApp.McpPath), Policies.Seed));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _jobs.DisposeAsync();
    }
}
