using System.Text;
using FuncGateway.Core.Access;
using FuncGateway.Policies.Decisions;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Access;

public sealed class CallerDirectoryTests
{
    [Fact]
    public async Task IdentifyAsync_OfALiveGrant_KnowsGrantServerAndPolicy()
    {
        var access = await AccessFixture.CreateAsync();

        var caller = await access.GetCallerAsync();

        Assert.Equal((access.Server, access.Server, access.Policy, 1), (caller.Grant.Access[0].Server, caller.Server.Id, caller.Policy?.Id, caller.Policy?.Revision));
        Assert.Equal(Verdict.Allow, caller.Policy?.Policy.Decide(new ToolCall("any", Encoding.UTF8.GetBytes("{}"))).Verdict);
    }

    [Fact]
    public async Task IdentifyAsync_OfAGrantWithoutPolicy_KnowsTheCallerWithoutOne()
    {
        var access = await AccessFixture.CreateAsync(grant => grant with { Access = GrantAccess.To(grant.Access[0].Server, null) });

        Assert.Null((await access.GetCallerAsync()).Policy);
    }

    [Fact]
    public async Task IdentifyAsync_OfAPolicyThatIsGone_KnowsTheCallerWithoutOne()
    {
        var access = await AccessFixture.CreateAsync(grant => grant with { Access = GrantAccess.To(grant.Access[0].Server, Samples.NewPolicyId()) });

        Assert.Null((await access.GetCallerAsync()).Policy);
    }

    [Fact]
    public async Task IdentifyAsync_WhenTheStoredDocumentNoLongerCompiles_KnowsTheCallerWithoutAPolicy()
    {
        var access = await AccessFixture.CreateAsync();
        await access.PublishAsync("""{ "version": "99", "default": "allow" }""");

        Assert.Null((await access.GetCallerAsync()).Policy);
    }

    [Theory]
    [InlineData(null, "no Authorization header")]
    [InlineData("  ", "no Authorization header")]
    [InlineData("Basic dXNlcjpwYXNzd29yZA==", "is not Bearer")]
    [InlineData("Bearerfgw_x", "is not Bearer")]
    [InlineData("Bearer", "0 characters were found")]
    [InlineData("Bearer secret-of-something-else", "24 characters were found")]
    [InlineData("Bearer fgw_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA000000", "checksum is wrong")]
    [InlineData("Bearer a, Bearer b", "several values")]
    public async Task IdentifyAsync_OfAHeaderThatHoldsNoToken_SaysWhatWasFoundWithoutRepeatingItAndAsksNoStore(string? header, string found)
    {
        var access = await AccessFixture.CreateAsync();
        var asked = access.Asked;

        var refusal = Assert.IsType<Identification.Unauthorized>(await access.Directory.IdentifyAsync(header, access.Server, default));

        Assert.Contains(found, refusal.Why, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer fgw_", refusal.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of", refusal.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("dXNlcj", refusal.Why, StringComparison.Ordinal);
        Assert.Equal(asked, access.Asked);
    }

    [Theory]
    [InlineData("bearer {0}")]
    [InlineData("BEARER   {0}  ")]
    public async Task IdentifyAsync_OfAnotherWayToWriteTheHeader_KnowsTheCaller(string header)
    {
        var access = await AccessFixture.CreateAsync();

        Assert.IsType<Identification.Known>(
            await access.Directory.IdentifyAsync(header.Replace("{0}", access.Token.Value, StringComparison.Ordinal), access.Server, default));
    }

    [Fact]
    public async Task IdentifyAsync_OfAnUnknownToken_IsUnauthorizedAndRemembersIt()
    {
        var access = await AccessFixture.CreateAsync();
        var header = $"Bearer {GrantToken.Mint().Value}";
        var asked = access.Asked;

        for (var round = 0; round < 3; round++)
        {
            var refusal = Assert.IsType<Identification.Unauthorized>(await access.Directory.IdentifyAsync(header, access.Server, default));
            Assert.Contains("is not known", refusal.Why, StringComparison.Ordinal);
        }

        Assert.Equal(asked + 1, access.Asked);
    }

    [Fact]
    public async Task IdentifyAsync_OfAnotherServer_IsRefusedByNameAndDoesNotLookForTheServer()
    {
        var access = await AccessFixture.CreateAsync();
        var other = Samples.NewServerId();

        var refusal = Assert.IsType<Identification.OtherServer>(
            await access.Directory.IdentifyAsync($"Bearer {access.Token.Value}", other, default));

        Assert.Contains($"'{access.Server}', not '{other}'", refusal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdentifyAsync_WhenTheServerIsGone_IsUnauthorized()
    {
        var access = await AccessFixture.CreateAsync();
        await access.RemoveServerAsync();

        Assert.Contains("has been removed", await access.GetRefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdentifyAsync_AtTheTimeTheGrantEnds_RefusesThoughItIsRemembered()
    {
        var access = await AccessFixture.CreateAsync(grant => grant with { ExpiresAt = Samples.Noon.AddSeconds(1) });
        await access.GetCallerAsync();
        var asked = access.Asked;

        access.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("expired at 2026-11-02T12:00:01Z", await access.GetRefusalAsync(), StringComparison.Ordinal);
        Assert.Equal(asked, access.Asked);
    }

    [Fact]
    public async Task IdentifyAsync_AfterARevocation_RefusesWithinTwoSeconds()
    {
        var access = await AccessFixture.CreateAsync();
        await access.GetCallerAsync();
        await access.ChangeAsync(grant => grant with { RevokedAt = Samples.Noon });

        access.Time.Advance(CacheAge.Max);

        Assert.Contains("revoked at 2026-11-02T12:00:00Z", await access.GetRefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdentifyAsync_AfterARotation_KnowsOnlyTheNewTokenWithinTwoSeconds()
    {
        var access = await AccessFixture.CreateAsync();
        await access.GetCallerAsync();
        var next = GrantToken.Mint();
        await access.ChangeAsync(grant => grant with { Token = next.Hash });

        access.Time.Advance(CacheAge.Max);

        Assert.Contains("is not known", await access.GetRefusalAsync(), StringComparison.Ordinal);
        Assert.IsType<Identification.Known>(await access.Directory.IdentifyAsync($"Bearer {next.Value}", access.Server, default));
    }

    [Fact]
    public async Task IdentifyAsync_AfterAPolicyEdit_HoldsItWithinTwoSeconds()
    {
        var access = await AccessFixture.CreateAsync();
        var before = (await access.GetCallerAsync()).Policy;
        await access.PublishAsync("""{ "version": "1", "default": "deny" }""");

        access.Time.Advance(CacheAge.Max);

        var after = (await access.GetCallerAsync()).Policy;
        Assert.Equal((1, 2), (before?.Revision, after?.Revision));
        Assert.Equal(Verdict.Deny, after?.Policy.Decide(new ToolCall("any", Encoding.UTF8.GetBytes("{}"))).Verdict);
    }

    [Fact]
    public async Task IdentifyAsync_WhenThePolicyIsReadAgainUnchanged_CompilesItOnce()
    {
        var access = await AccessFixture.CreateAsync();
        var before = (await access.GetCallerAsync()).Policy;

        access.Time.Advance(CacheAge.Max);

        Assert.Same(before, (await access.GetCallerAsync()).Policy);
    }

    [Fact]
    public async Task IdentifyAsync_AgainAndAgain_AsksNoStoreAndAllocatesLittle()
    {
        var access = await AccessFixture.CreateAsync();
        var header = $"Bearer {access.Token.Value}";
        await access.Directory.IdentifyAsync(header, access.Server, default);
        await access.Directory.IdentifyAsync(header, access.Server, default);
        var asked = access.Asked;

        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = access.Directory.IdentifyAsync(header, access.Server, default);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(again.IsCompletedSuccessfully);
        Assert.IsType<Identification.Known>(await again);
        // A release build allocates the result and its caller; a debug build also allocates an object for each asynchronous method.
        Assert.InRange(allocated, 1, 640);
        Assert.Equal(asked, access.Asked);
    }

    [Fact]
    public async Task IdentifyAsync_ByManyAtOnce_AsksEachStoreOnce()
    {
        var access = await AccessFixture.CreateAsync();
        var asked = access.Asked;
        var held = new TaskCompletionSource();
        access.Grants.Outage.Held = held.Task;

        var waiting = Enumerable.Range(0, 50).Select(_ => access.IdentifyAsync().AsTask()).ToArray();
        held.SetResult();

        Assert.All(await Task.WhenAll(waiting), found => Assert.IsType<Identification.Known>(found));
        Assert.Equal(asked + 4, access.Asked);
    }

    [Fact]
    public async Task IdentifyAsync_WhenAPartGrewOldWhileAnotherWasWaitedFor_ReadsItAgain()
    {
        var access = await AccessFixture.CreateAsync();
        var held = new TaskCompletionSource();
        access.Servers.Outage.Held = held.Task;
        var waiting = access.IdentifyAsync();
        await access.ChangeAsync(grant => grant with { RevokedAt = Samples.Noon });

        access.Time.Advance(CacheAge.Max);
        held.SetResult();

        Assert.IsType<Identification.Unauthorized>(await waiting);
    }

    [Fact]
    public async Task IdentifyAsync_WhenACallerLeaves_ThrowsForItAlone()
    {
        var access = await AccessFixture.CreateAsync();
        var held = new TaskCompletionSource();
        access.Grants.Outage.Held = held.Task;
        using var leaving = new CancellationTokenSource();
        var first = access.IdentifyAsync(leaving.Token).AsTask();
        var second = access.IdentifyAsync().AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        held.SetResult();

        Assert.IsType<Identification.Known>(await second);
    }
}
