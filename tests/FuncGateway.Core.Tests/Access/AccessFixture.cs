using System.Text;
using FuncGateway.Core.Access;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Tests.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Core.Tests.Access;

/// <summary>A caller directory on in-memory stores, with one server, one policy and one grant.</summary>
internal sealed class AccessFixture
{
    public const string AllowsAll = """{ "version": "1", "default": "allow" }""";

    private AccessFixture() => Directory = new(
        Grants,
        new OpenedServers(Servers, CredentialSealingTests.SealingWith(1)),
        new PublishedPolicies(Policies, Time, NullLogger<PublishedPolicies>.Instance),
        new ToolWatches(Inventories, Time),
        new FreezeWatch(Freeze, Time),
        Time,
        NullLogger<CallerDirectory>.Instance);

    public FakeTimeProvider Time { get; } = new(Samples.Noon);

    public InMemoryGrantStore Grants { get; } = new();

    public InMemoryServerStore Servers { get; } = new();

    public InMemoryPolicyStore Policies { get; } = new();

    public InMemoryInventoryStore Inventories { get; } = new();

    public InMemoryFreezeStore Freeze { get; } = new();

    public CallerDirectory Directory { get; }

    public GrantToken Token { get; } = GrantToken.Mint();

    public ServerId Server { get; } = Samples.NewServerId();

    public PolicyId Policy { get; } = Samples.NewPolicyId();

    public int Asked => Grants.Outage.Asked + Servers.Outage.Asked + Policies.Outage.Asked + Freeze.Outage.Asked;

    public static async Task<AccessFixture> CreateAsync(Func<Grant, Grant>? change = null)
    {
        var fixture = new AccessFixture();
        var grant = Samples.NewGrant(fixture.Server, fixture.Token.Hash, fixture.Policy);
        await fixture.Servers.SaveAsync(Samples.NewServer(fixture.Server), null, default);
        await fixture.PublishAsync(AllowsAll);
        await fixture.Grants.AddAsync(change is null ? grant : change(grant), default);
        return fixture;
    }

    public async Task PublishAsync(string document)
    {
        var current = await Policies.FindCurrentAsync(Server, Policy, default);
        var revision = Samples.NewRevision(Server, Policy, (current?.Number ?? 0) + 1) with { Document = Encoding.UTF8.GetBytes(document) };
        Assert.Equal(SaveResult.Saved, await Policies.AddAsync(revision, default));
    }

    public async Task ChangeAsync(Func<Grant, Grant> change)
    {
        var grant = await Grants.FindByTokenAsync(Token.Hash, default);
        Assert.NotNull(grant);
        var stored = await Grants.FindAsync(grant.Id, default);
        Assert.NotNull(stored);
        Assert.Equal(SaveResult.Saved, await Grants.SaveAsync(change(stored.Value), stored.Version, default));
    }

    public async Task RemoveServerAsync()
    {
        var stored = await Servers.FindAsync(Server, default);
        Assert.NotNull(stored);
        await Servers.DeleteAsync(Server, stored.Version, default);
    }

    public ValueTask<Identification> IdentifyAsync(CancellationToken cancellationToken = default) =>
        Directory.IdentifyAsync($"Bearer {Token.Value}", Server, cancellationToken);

    public async Task<Caller> GetCallerAsync() => Assert.IsType<Identification.Known>(await IdentifyAsync()).Caller;

    public async Task<string> GetRefusalAsync() => Assert.IsType<Identification.Unauthorized>(await IdentifyAsync()).Why;
}
