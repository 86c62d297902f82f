using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Admin;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Hosting;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Durable;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FuncGateway.Testing.Gateways;

/// <summary>The gateway's pipeline on a free port of loopback, over stores in memory, with an HTTP client at hand.</summary>
public sealed class AdminGateway : IAsyncDisposable
{
    public const string Key = HoldingGateway.AdminKey;

    private readonly WebApplication _app;

    private AdminGateway(Action<AdminOptions> admin, Action<EntraOptions> entra, Func<RequestDelegate, RequestDelegate> outer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log);
        builder.Services
            .AddAccess()
            .AddAdminApi()
            .AddAudit()
            .AddSingleton<IAuditStore>(Audit)
            .Configure(admin)
            .Configure(entra)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IServerStore>(Servers)
            .AddSingleton<IPolicyStore>(Policies)
            .AddSingleton<IGrantStore>(Grants)
            .AddSingleton<IStoreHealth>(Health)
            .AddSingleton<IApprovalStore>(new InMemoryApprovalStore())
            .AddSingleton<IFlows>(new FakeFlows())
            .AddSingleton<ISecretSource>(new FakeSecrets())
            .AddSingleton(new GatewayOptions())
            .AddApprovals()
            .AddSingleton(new UpstreamAddressGuard(Options.Create(new GatewayOptions()), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8")])));
        _app = builder.Build();
        var pipeline = GatewayPipeline.Build(_app.Services, (context, server) => context.Response.WriteAsync($"mcp {server}"));
        _app.Run(outer(pipeline));
    }

    public FakeTimeProvider Time { get; } = new(Samples.Noon);

    public InMemoryServerStore Servers { get; } = new();

    public InMemoryPolicyStore Policies { get; } = new();

    public InMemoryGrantStore Grants { get; } = new();

    public InMemoryAuditStore Audit { get; } = new();

    public FakeHealth Health { get; } = new();

    public RecordedLog Log { get; } = new();

    public IServiceProvider Services => _app.Services;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public static async Task<AdminGateway> StartAsync(string? key = Key, Action<EntraOptions>? entra = null, Func<RequestDelegate, RequestDelegate>? outer = null)
    {
        var gateway = new AdminGateway(options => options.AdminKey = key, entra ?? (_ => { }), outer ?? (pipeline => pipeline));
        await gateway._app.StartAsync();
        gateway.Client.BaseAddress = new Uri(gateway._app.Urls.Single());
        return gateway;
    }

    public async Task<Answer> SendAsync(string method, string path, string? body = null, string? bearer = Key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value) || request.Content?.Headers.Remove(name) is not null);
            if (!request.Headers.Contains(name))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>A server 'jobs' with a policy 'seed'.</summary>
    public async Task SeedAsync()
    {
        Assert.Equal(201, (await SendAsync("PUT", "/api/servers/jobs", """{"name":"Jobs","upstreamUrl":"https://jobs.example.com/mcp","headers":{"Authorization":"Bearer upstream-secret","X-Key":"@secret:jobs-key"}}""")).Status);
        Assert.Equal(201, (await SendAsync("PUT", "/api/servers/jobs/policies/seed", """{"version":"1","default":"deny"}""")).Status);
    }

    public async Task<JsonNode> MakeGrantAsync() =>
        (await SendAsync("POST", "/api/servers/jobs/grants", """{"label":"Nightly agent","policy":"seed"}""")).Json;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
