using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Servers;

public sealed class CredentialSealingTests
{
    private static readonly Server Plain = Samples.NewServer() with
    {
        Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer canary", ["X-Key"] = "@secret:upstream-jobs" },
        ApprovalWebhook = new WebhookTarget("https://hooks.example.com/canary", "@secret:upstream-hook", WebhookFormat.Slack),
    };

    [Fact]
    public async Task SealAsync_OfAServer_SealsLiteralCredentialsAndLeavesReferences()
    {
        var stored = await SealingWith(1).SealAsync(Plain, default);

        Assert.DoesNotContain("canary", stored.Headers["Authorization"] + stored.ApprovalWebhook?.Url, StringComparison.Ordinal);
        Assert.Equal("@secret:upstream-jobs", stored.Headers["X-Key"]);
        Assert.Equal("Bearer canary", await SealingWith(1).OpenHeaderAsync(stored, "authorization", default));
        Assert.Equal(Plain.ApprovalWebhook, await SealingWith(1).OpenWebhookAsync(stored, default));
    }

    [Fact]
    public async Task SealAsync_OfAServerThatIsSealed_ChangesNothing()
    {
        var stored = await SealingWith(1).SealAsync(Plain, default);

        var again = await SealingWith(1).SealAsync(stored, default);

        Assert.Equal(stored.Headers, again.Headers);
        Assert.Equal(stored.ApprovalWebhook, again.ApprovalWebhook);
    }

    [Fact]
    public async Task ACredential_MovedToAnotherServerUpstreamOrHeader_OrWithAnotherKey_IsNotOpened()
    {
        var stored = await SealingWith(1).SealAsync(Plain, default);
        var moved = stored.Headers.Append(new("X-Other", stored.Headers["Authorization"])).ToDictionary(StringComparer.OrdinalIgnoreCase);

        Assert.Null(await SealingWith(2).OpenHeaderAsync(stored, "Authorization", default));
        Assert.Null(await SealingWith(1).OpenHeaderAsync(stored with { Id = Samples.NewServerId() }, "Authorization", default));
        Assert.Null(await SealingWith(1).OpenHeaderAsync(stored with { UpstreamUrl = new Uri("https://thief.example.com/mcp") }, "Authorization", default));
        Assert.Null(await SealingWith(1).OpenHeaderAsync(stored with { Headers = moved }, "X-Other", default));
        Assert.Equal(stored.ApprovalWebhook, await SealingWith(1).OpenWebhookAsync(stored with { Id = Samples.NewServerId() }, default));
    }

    [Fact]
    public async Task ResolveAsync_OfSealedHeaders_SendsTheirValues_AndOfPlainOnesOfEarlierReleasesToo()
    {
        var server = Plain with { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer canary" }, ApprovalWebhook = null };
        foreach (var each in new[] { server, await SealingWith(1).SealAsync(server, default) })
        {
            Assert.Equal([new("Authorization", "Bearer canary")], await CredentialsWith(SealingWith(1)).ResolveAsync(each, default) ?? []);
        }
    }

    [Fact]
    public async Task ResolveAsync_OfAValueThatCannotBeOpened_ResolvesNothing()
    {
        var stored = await SealingWith(1).SealAsync(Plain, default);

        Assert.Null(await CredentialsWith(SealingWith(2)).ResolveAsync(stored, default));
        Assert.Null(await CredentialsWith(new CredentialSealing(new KeyMaterial("test", null, new FakeSecrets()))).ResolveAsync(stored, default));
    }

    [Fact]
    public async Task Sealing_ForAnotherPurpose_OpensNothing()
    {
        var key = new KeyMaterial("test", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), new FakeSecrets());
        var content = await new Sealing(key, "one").SealAsync("place", "canary"u8.ToArray(), default);

        Assert.Null(await new Sealing(key, "two").OpenAsync("place", content, default));
        Assert.Equal("canary", Encoding.UTF8.GetString(await new Sealing(key, "one").OpenAsync("place", content, default) ?? []));
    }

    internal static CredentialSealing SealingWith(byte fill) => new(new KeyMaterial("test", Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray()), new FakeSecrets()));

    private static UpstreamCredentials CredentialsWith(CredentialSealing sealing) => new(
        new UpstreamSecrets(new FakeSecrets { ["upstream-jobs"] = "s3cret" }, new GatewayOptions()), sealing, new RecordingLogger<UpstreamCredentials>());
}
