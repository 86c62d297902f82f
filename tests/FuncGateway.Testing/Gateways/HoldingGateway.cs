using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Hosting;
using FuncGateway.Mcp.Calls;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Durable;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Upstreams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FuncGateway.Testing.Gateways;

/// <summary>The whole gateway on a free port of loopback, in front of a scripted upstream: stores in memory, flows and clock of the test.</summary>
public sealed class HoldingGateway : IAsyncDisposable
{
    public const string AdminKey = "the-admin-key-of-these-tests-0123456789";
    public const string Policy = """{"version":"1","default":"allow","tools":{"pay":{"require_approval":[{"conditions":[],"timeout":"15m","on_deny":"Not today."}]}}}""";
    public const string Result = """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"paid"}]}}""";
    private readonly bool _ownsUpstream;
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private HoldingGateway(ScriptedUpstream upstream, HoldingGateway? other, string? encryptionKey)
    {
        Upstream = upstream;
        _ownsUpstream = other is null;
        Store = other?.Store ?? Store;
        Grants = other?.Grants ?? Grants;
        Servers = other?.Servers ?? Servers;
        Policies = other?.Policies ?? Policies;
        Time = other?.Time ?? Time;
        var builder = WebApplication.CreateSlimBuilder();
        ((IConfigurationBuilder)builder.Configuration).Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FuncGateway:AdminKey"] = AdminKey,
            ["FuncGateway:SessionKey"] = Convert.ToBase64String(new byte[32]),
            ["FuncGateway:AllowLoopbackUpstreams"] = "true",
            ["FuncGateway:PublicHosts:0"] = "127.0.0.1",
            ["FuncGateway:Approvals:EncryptionKey"] = encryptionKey,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.Services
            .AddSingleton<TimeProvider>(Time)
            .AddFuncGateway()
            .AddSingleton<IServerStore>(Servers)
            .AddSingleton<IPolicyStore>(Policies)
            .AddSingleton<IGrantStore>(Grants)
            .AddSingleton<IApprovalStore>(Store)
            .AddSingleton<IAuditStore>(Audit)
            .AddSingleton<ISecretSource>(new FakeSecrets())
            .AddSingleton<IStoreHealth>(new FakeHealth())
            .AddSingleton<ICounters>(new FakeCounters(Time))
            .AddSingleton(provider => FakeApprovalFlows.Create(Time, provider.GetRequiredService<ApprovalActivities>))
            .AddSingleton<IFlows>(provider => provider.GetRequiredService<FakeFlows>());
        _app = builder.Build();
        _app.Run(_app.Services.GetRequiredService<GatewayPipeline>().HandleAsync);
    }

    public ScriptedUpstream Upstream { get; }

    public FakeTimeProvider Time { get; } = new(Samples.Noon);

    public InMemoryAuditStore Audit { get; } = new();

    public InMemoryServerStore Servers { get; } = new();

    public InMemoryPolicyStore Policies { get; } = new();

    public InMemoryGrantStore Grants { get; } = new();

    public InMemoryApprovalStore Store { get; } = new();

    public FakeFlows Flows => _app.Services.GetRequiredService<FakeFlows>();

    public int Held => _app.Services.GetRequiredService<HeldCalls>().Count;

    public Approval Approval => Store.All.Single();

    /// <param name="other">Another instance of the same gateway: same stores, same upstream.</param>
    public static async Task<HoldingGateway> StartAsync(HoldingGateway? other = null, bool hasKey = true)
    {
        var upstream = other?.Upstream ?? await ScriptedUpstream.StartAsync();
        upstream.Otherwise = _ => Reply.Json(Result);
        var gateway = new HoldingGateway(upstream, other, hasKey ? Convert.ToBase64String(new byte[32]) : null);
        await gateway._app.StartAsync();
        gateway._http.BaseAddress = new Uri(gateway._app.Urls.Single());
        return gateway;
    }

    /// <summary>Server, policy and a grant; gives its token.</summary>
    public async Task<string> SetUpAsync(string policy = Policy, string? upstream = null)
    {
        Assert.Equal(201, (await AdminAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{upstream ?? Upstream.Url.AbsoluteUri}}"}""")).Status);
        await PublishAsync(policy);
        return await MintAsync();
    }

    public async Task PublishAsync(string policy) => Assert.InRange((await AdminAsync("PUT", "/api/servers/bank/policies/main", policy)).Status, 200, 201);

    public async Task<string> MintAsync() => (await AdminAsync("POST", "/api/servers/bank/grants", """{"label":"Agent","policy":"main"}""")).Field("token");

    public async Task<Answer> AdminAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public Task<Answer> DecideAsync(ApprovalId id, string decision, string? reason = null) =>
        AdminAsync("POST", $"/api/approvals/{id}/decision", new JsonObject { ["decision"] = decision, ["reason"] = reason }.ToJsonString());

    public HttpRequestMessage Request(string token, string body, bool acceptsEvents = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp/bank") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd(acceptsEvents ? "application/json, text/event-stream" : "application/json");
        return request;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
        _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public static string Call(string arguments = "{}", string more = "") =>
        $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","arguments":{{{arguments}}}{{{more}}} }}""";

    /// <summary>The whole text that the call is answered with, and how.</summary>
    public async Task<Answer> CallAsync(string token, string arguments = "{}", bool waits = true, string more = "")
    {
        using var request = Request(token, Call(arguments, more), waits);
        using var response = await SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Waits until a call is held for an approval of that round.</summary>
    public async Task<ApprovalId> PendingAsync(int round = 1)
    {
        await Until(() => Store.All.Any(approval => approval.Id.Round == round && approval.State == ApprovalState.Pending));
        return Store.All.First(approval => approval.Id.Round == round).Id;
    }

    /// <summary>Time goes on, in steps that everything that waits gets its turn in, until something has happened.</summary>
    public async Task PassUntilAsync(Func<bool> happened) => await Until(() =>
    {
        Time.Advance(TimeSpan.FromSeconds(0.25));
        return happened();
    });

    public static async Task Until(Func<bool> happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!happened())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        if (_ownsUpstream)
        {
            await Upstream.DisposeAsync();
        }
    }
}
