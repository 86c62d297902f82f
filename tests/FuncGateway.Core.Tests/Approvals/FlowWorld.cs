using System.Net;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Webhooks;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Durable;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncGateway.Core.Tests.Approvals;

/// <summary>Approvals, their flows and the people who decide, by the test's clock.</summary>
internal sealed class FlowWorld : IAsyncDisposable
{
    private readonly WebhookClient _client;

    public FlowWorld(Uri? webhook = null, WebhookFormat format = WebhookFormat.Json)
    {
        Store = new InMemoryApprovalStore(Changed);
        var gateway = new GatewayOptions { AllowLoopbackUpstreams = true };
        Options = new ApprovalOptions { Webhook = { Url = webhook?.AbsoluteUri, Secret = "@secret:hook", Format = format, PublicUrl = new Uri("https://gateway.example.com") } };
        Secrets["hook"] = Convert.ToBase64String(SigningKey);
        var guard = new UpstreamAddressGuard(Microsoft.Extensions.Options.Options.Create(gateway), (_, _) => Task.FromResult<IPAddress[]>([]));
        _client = new WebhookClient(guard, Time);
        var activities = new ApprovalActivities(Store, new ApprovalWebhook(new WebhookSender(new WebhookTargets(Servers, Sealing, new UpstreamSecrets(Secrets, gateway), Secrets, Options.Webhook), _client, Time), new ApprovalLinks(gateway, Options, new AddressInSettings()), Time), Time);
        Flows = FakeApprovalFlows.Create(
            Time, () => activities, Changed, context => (context.TimersFireEarlyBy, context.RunsActivitiesTwice) = (TimersFireEarlyBy, RunsActivitiesTwice));
        Decisions = new ApprovalDecisions(Store, Flows, new ApprovalSignals(), NullLogger<ApprovalDecisions>.Instance);
    }

    public static byte[] SigningKey { get; } = [.. Enumerable.Repeat((byte)7, 32)];

    /// <summary>Raised at every use of a store and every step of a flow.</summary>
    public Signal Changed { get; } = new();

    public SteppedTime Time { get; } = new(Samples.Noon);

    public ApprovalOptions Options { get; }

    public InMemoryApprovalStore Store { get; }

    public InMemoryServerStore Servers { get; } = new();

    public FakeSecrets Secrets { get; } = [];

    public CredentialSealing Sealing { get; } = new(new KeyMaterial("test", Convert.ToBase64String(SigningKey), new FakeSecrets()));

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
        await Changed.UntilAsync(() => StepsOf(begun.Id).Count > 1);
        return begun.Id;
    }

    public async Task<Approval> GetAsync(ApprovalId id) => (await Store.FindAsync(id, default))?.Value ?? throw new InvalidOperationException("The approval is gone.");

    public Task<ApprovalChange?> DecideAsync(ApprovalId id, bool approves) =>
        Decisions.DecideAsync(id, approves, new ApprovalAnswer("eva", Time.GetUtcNow(), null), default);

    public IReadOnlyList<string> StepsOf(ApprovalId id) => Flows.Get(id.ToString()).Context.Steps;

    public Task IsOverAsync(ApprovalId id) => Flows.Get(id.ToString()).Completion;

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
