using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Tests.Servers;

public sealed class UpstreamCredentialsTests
{
    private readonly FakeSecrets _secrets = new() { ["upstream-jobs"] = "s3cret", ["upstream-broken"] = "two\r\nlines", ["upstream-empty"] = "", ["session-key"] = "the key of the gateway" };
    private readonly RecordingLogger<UpstreamCredentials> _logger = new();

    [Fact]
    public async Task ResolveAsync_OfPlainAndSecretHeaders_FillsInTheSecrets()
    {
        var resolved = await ResolveAsync(new() { ["X-Team"] = "ops", ["Authorization"] = "@secret:upstream-jobs" });

        Assert.Equal([new("Authorization", "s3cret"), new("X-Team", "ops")], resolved?.OrderBy(header => header.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("@secret:upstream-missing", "missing")]
    [InlineData("@secret:upstream-empty", "empty")]
    [InlineData("@secret:upstream-broken", "broken")]
    [InlineData("@secret:session-key", "Accepted: '@secret:upstream-NAME'.")]
    [InlineData("@secret:upstream-", "Accepted: '@secret:upstream-NAME'.")]
    [InlineData("@secret:Upstream-jobs", "Accepted: '@secret:upstream-NAME'.")]
    [InlineData("@secret:", "1 to 127 characters")]
    [InlineData("@secret:a/b", "1 to 127 characters")]
    [InlineData("Bearer @secret:upstream-jobs", "1 to 127 characters")]
    [InlineData("@Secret:upstream-jobs", "1 to 127 characters")]
    public async Task ResolveAsync_OfASecretThatCannotBeSent_ResolvesNothingAndLogsItsNameOnly(string written, string logged)
    {
        Assert.Null(await ResolveAsync(new() { ["X-Team"] = "ops", ["Authorization"] = written }));

        var line = Assert.Single(_logger.Lines);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Contains(logged, line.Line, StringComparison.Ordinal);
        Assert.DoesNotContain("key of the gateway", line.Line, StringComparison.Ordinal);
        Assert.DoesNotContain("two", line.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_WhenTheSourceIsDown_ResolvesNothing()
    {
        _secrets.Outage.Down = true;

        Assert.Null(await ResolveAsync(new() { ["Authorization"] = "@secret:upstream-jobs" }));
    }

    [Fact]
    public void Forget_OfAServer_ForgetsItsSecretsAndNoOthers()
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = "@secret:upstream-jobs", ["X-Team"] = "ops" };

        Credentials().Forget(Samples.NewServer() with { Headers = headers });

        Assert.Equal(["upstream-jobs"], _secrets.Forgotten);
    }

    private UpstreamCredentials Credentials() => new(new UpstreamSecrets(_secrets, new GatewayOptions()), CredentialSealingTests.SealingWith(1), _logger);

    private async Task<IReadOnlyList<KeyValuePair<string, string>>?> ResolveAsync(Dictionary<string, string> headers) =>
        await Credentials().ResolveAsync(Samples.NewServer() with { Headers = headers }, default);
}
