using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Admin.People.Sessions;
using FuncGateway.Admin.Settings;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Ownership;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Usage;
using FuncGateway.Hosting;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Durable;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace FuncGateway.Testing.Gateways;

/// <summary>
/// The whole gateway on a free port of loopback, with everything outside the process replaced: stores, flows and counters are in memory, the clock is
/// the test's, the upstream is scripted and every host name leads to one public address. For the gateway on real storage see <c>LocalGateway</c>.
/// </summary>
public sealed class InMemoryGateway : IAsyncDisposable
{
    public const string AdminKey = "the-admin-key-of-these-tests-0123456789";

    private readonly WebApplication _app;
    private readonly bool _ownsUpstream;
    private ScriptedUpstream? _upstream;

    private InMemoryGateway(InMemoryGatewayOptions options)
    {
        if (options.InstanceOf is { } other)
        {
            (Changed, Time, Servers, Policies, Inventory, Grants, Freeze, Approvals, Owners, Usage, _upstream) =
                (other.Changed, other.Time, other.Servers, other.Policies, other.Inventory, other.Grants, other.Freeze, other.Approvals, other.Owners, other.Usage, other.Upstream);
        }
        else
        {
            Changed = new Signal();
            (Time, Servers, Policies, Inventory, Grants, Freeze, Approvals, Owners, Usage) =
                (new(Samples.Noon, Changed), new(Changed), new(Changed), new(Changed), new(Changed), new(Changed), new(Changed), new(Changed), new(Changed));
        }

        _ownsUpstream = _upstream is null;
        Audit = new InMemoryAuditStore(Changed);
        var builder = WebApplication.CreateSlimBuilder();
        ((IConfigurationBuilder)builder.Configuration).Sources.Clear();
        builder.Configuration.AddInMemoryCollection(Settings(options))
            .AddInMemoryCollection(options.Settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log);
        if (options.HasCheckpointKey)
        {
            builder.Services.AddSingleton<ICheckpointKey>(CheckpointKey);
        }

        if (options.HasSessions)
        {
            builder.Services.AddSessions();
        }

        AddFakes(builder.Services.AddSingleton<TimeProvider>(Time).AddFuncGateway(HostKind.Local).Configure(options.Entra), options);
        _app = builder.Build();
        _app.Run(options.Outer(_app.Services.GetRequiredService<GatewayPipeline>().HandleAsync));
    }

    /// <summary>Raised at every use of a store, every step of a flow and every timer.</summary>
    public Signal Changed { get; }

    public SteppedTime Time { get; }

    public InMemoryServerStore Servers { get; }

    public InMemoryPolicyStore Policies { get; }

    public InMemoryRecordingStore Recordings { get; } = new();

    public InMemoryGrantStore Grants { get; }

    public InMemoryInventoryStore Inventory { get; }

    /// <summary>Registered instead of the real one, which would connect to servers that do not exist.</summary>
    public FakeScanner Scanner { get; } = new();

    public InMemoryFreezeStore Freeze { get; }

    public InMemoryApprovalStore Approvals { get; }

    public InMemoryOwnerStore Owners { get; }

    public InMemoryUsageStore Usage { get; }

    public InMemoryAuditStore Audit { get; }

    public InMemoryVerificationStore Verification { get; } = new();

    public InMemoryCheckpointStore Checkpoints { get; } = new();

    public InMemoryCheckpointKey CheckpointKey { get; } = new();

    public FakeHealth Health { get; } = new();

    public FakeSecrets Secrets { get; } = [];

    public RecordedLog Log { get; } = new();

    public ScriptedUpstream Upstream => _upstream ?? throw new InvalidOperationException("The gateway has not been started.");

    public FakeFlows Flows => Services.GetRequiredService<FakeFlows>();

    public IServiceProvider Services => _app.Services;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { Timeout = Eventually.Timeout };

    public static async Task<InMemoryGateway> StartAsync(InMemoryGatewayOptions? options = null)
    {
        var gateway = new InMemoryGateway(options ?? new());
        gateway._upstream ??= await ScriptedUpstream.StartAsync();
        await gateway._app.StartAsync();
        gateway.Client.BaseAddress = new Uri(gateway._app.Urls.Single());
        return gateway;
    }

    /// <summary>Stores what has been counted, as happens every minute.</summary>
    public Task SaveUsageAsync() => Services.GetServices<IHostedService>().OfType<UsageWriter>().Single().TrySaveAsync(CancellationToken.None);

    public async Task<Answer> SendAsync(string method, string path, string? body = null, string? bearer = AdminKey, params (string Name, string Value)[] headers)
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
        Assert.Equal(201, (await SendAsync("PUT", "/api/servers/jobs", """{"name":"Jobs","upstreamUrl":"https://jobs.example.com/mcp","headers":{"Authorization":"Bearer upstream-secret","X-Key":"@secret:upstream-jobs-key"}}""")).Status);
        Assert.Equal(201, (await SendAsync("PUT", "/api/servers/jobs/policies/seed", """{"version":"1","default":"deny"}""")).Status);
    }

    public async Task<JsonNode> MakeGrantAsync() =>
        (await SendAsync("POST", "/api/servers/jobs/grants", """{"label":"Nightly agent","policy":"seed"}""")).Json;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        CheckpointKey.Dispose();
        if (_ownsUpstream)
        {
            await Upstream.DisposeAsync();
        }
    }

    private static Dictionary<string, string?> Settings(InMemoryGatewayOptions options)
    {
        var key = Convert.ToBase64String(new byte[32]);
        return new()
        {
            ["FuncGateway:AdminKey"] = options.AdminKey,
            ["FuncGateway:SessionKey"] = options.HasSessionKey ? key : null,
            ["FuncGateway:Audit:Durability"] = options.IsAudited ? "BeforeAnswer" : "Off",
            ["FuncGateway:Audit:OutcomeDelay"] = "0",
            ["FuncGateway:AllowLoopbackUpstreams"] = $"{options.AllowLoopbackUpstreams}",
            ["FuncGateway:UpstreamIdleTimeout"] = $"{options.UpstreamIdleTimeout}",
            ["FuncGateway:PublicHosts:0"] = "127.0.0.1",
            ["FuncGateway:Approvals:EncryptionKey"] = options.HasEncryptionKey ? key : null,
        };
    }

    private void AddFakes(IServiceCollection services, InMemoryGatewayOptions options) => services
        .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero)
        .AddSingleton<IServerStore>(Servers)
        .AddSingleton<IPolicyStore>(Policies)
        .AddSingleton<IRecordingStore>(Recordings)
        .AddSingleton<IGrantStore>(Grants)
        .AddSingleton<IFreezeStore>(Freeze)
        .AddSingleton<IApprovalStore>(Approvals)
        .AddSingleton<IOwnerStore>(Owners)
        .AddSingleton<IUsageStore>(Usage)
        .AddSingleton<IInventoryStore>(Inventory)
        .AddSingleton<IServerScanner>(Scanner)
        .AddSingleton<IAuditStore>(Audit)
        .AddSingleton<IVerificationStore>(Verification)
        .AddSingleton<ICheckpointStore>(Checkpoints)
        .AddSingleton<ISecretSource>(Secrets)
        .AddSingleton<IStoreHealth>(Health)
        .AddSingleton<ICounters>(new FakeCounters(Time, options.CounterFate))
        .AddSingleton(provider => FakeApprovalFlows.Create(Time, provider.GetRequiredService<ApprovalActivities>, Changed))
        .AddSingleton<IFlows>(provider => provider.GetRequiredService<FakeFlows>())
        .AddSingleton(provider => new UpstreamAddressGuard(
            provider.GetRequiredService<IOptions<GatewayOptions>>(), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8")])));
}
