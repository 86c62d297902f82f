using System.Net;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Durable;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Core.Tests.Approvals;

/// <summary>Approvals, their flows and the people who decide, by the test's clock.</summary>
internal sealed class FlowWorld : IAsyncDisposable
{
    private readonly WebhookClient _client;

    public FlowWorld(Uri? webhook = null, WebhookFormat format = WebhookFormat.Json)
    {
        var gateway = new GatewayOptions { AllowLoopbackUpstreams = true };
        Options = new ApprovalOptions { Webhook = { Url = webhook?.AbsoluteUri, Secret = "@secret:hook", Format = format, PublicUrl = new Uri("https://gateway.example.com") } };
        Secrets["hook"] = Convert.ToBase64String(SigningKey);
        var guard = new UpstreamAddressGuard(Microsoft.Extensions.Options.Options.Create(gateway), (_, _) => Task.FromResult<IPAddress[]>([]));
        _client = new WebhookClient(guard, Time);
        var activities = new ApprovalActivities(Store, new ApprovalWebhook(new WebhookTargets(Servers, Secrets, Options), _client, new ApprovalLinks(gateway, Options), Time), Time);
        Flows = FakeApprovalFlows.Create(
            Time, () => activities, context => (context.TimersFireEarlyBy, context.RunsActivitiesTwice) = (TimersFireEarlyBy, RunsActivitiesTwice));
        Decisions = new ApprovalDecisions(Store, Flows, new ApprovalSignals(), NullLogger<ApprovalDecisions>.Instance);
    }

    public static byte[] SigningKey { get; } = [.. Enumerable.Repeat((byte)7, 32)];

    public FakeTimeProvider Time { get; } = new(Samples.Noon);

    public ApprovalOptions Options { get; }

    public InMemoryApprovalStore Store { get; } = new();

    public InMemoryServerStore Servers { get; } = new();

    public FakeSecrets Secrets { get; } = [];

    public FakeFlows Flows { get; }

    /// <inheritdoc cref="FakeOrchestration.TimersFireEarlyBy"/>
    public TimeSpan TimersFireEarlyBy { get; init; }

    /// <inheritdoc cref="FakeOrchestration.RunsActivitiesTwice"/>
    public bool RunsActivitiesTwice { get; init; }

    public ApprovalDecisions Decisions { get; }

    public async Task<ApprovalId> BeginAsync(Approval? approval = null)
    {
        var begun = approval ?? Samples.NewApproval();
        await Store.AddAsync(begun, "sealed"u8.ToArray(), default);
        await Flows.StartAsync(ApprovalFlow.Name, begun.Id.ToString(), new ApprovalFlowInput(begun.Id.ToString(), begun.ExpiresAt), default);
        await Until(() => StepsOf(begun.Id).Count > 1);
        return begun.Id;
    }

    public async Task<Approval> GetAsync(ApprovalId id) => (await Store.FindAsync(id, default))?.Value ?? throw new InvalidOperationException("The approval is gone.");

    public Task<ApprovalChange?> DecideAsync(ApprovalId id, bool approves) =>
        Decisions.DecideAsync(id, approves, new ApprovalAnswer("eva", Time.GetUtcNow(), null), default);

    /// <summary>Time goes on, second by second, and everything that waits for it takes its turn.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Turns();
        }
    }

    public IReadOnlyList<string> StepsOf(ApprovalId id) => Flows.Get(id.ToString()).Context.Steps;

    public Task IsOverAsync(ApprovalId id) => Flows.Get(id.ToString()).Completion;

    public static async Task Until(Func<bool> happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!happened())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Turns();
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Task Turns() => Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
}
