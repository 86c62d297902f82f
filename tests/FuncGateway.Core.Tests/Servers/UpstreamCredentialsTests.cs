using FuncGateway.Core.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Tests.Servers;

public sealed class UpstreamCredentialsTests
{
    private readonly FakeSecrets _secrets = new() { ["jobs"] = "s3cret", ["broken"] = "two\r\nlines", ["empty"] = "" };
    private readonly RecordingLogger<UpstreamCredentials> _logger = new();

    [Fact]
    public async Task ResolveAsync_OfPlainAndSecretHeaders_FillsInTheSecrets()
    {
        var resolved = await ResolveAsync(new() { ["X-Team"] = "ops", ["Authorization"] = "@secret:jobs" });

        Assert.Equal([new("Authorization", "s3cret"), new("X-Team", "ops")], resolved?.OrderBy(header => header.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("@secret:missing", "missing")]
    [InlineData("@secret:empty", "empty")]
    [InlineData("@secret:broken", "broken")]
    [InlineData("@secret:", "1 to 127 characters")]
    [InlineData("@secret:a/b", "1 to 127 characters")]
    [InlineData("Bearer @secret:jobs", "1 to 127 characters")]
    [InlineData("@Secret:jobs", "1 to 127 characters")]
    public async Task ResolveAsync_OfASecretThatCannotBeSent_ResolvesNothingAndLogsItsNameOnly(string written, string logged)
    {
        Assert.Null(await ResolveAsync(new() { ["X-Team"] = "ops", ["Authorization"] = written }));

        var line = Assert.Single(_logger.Lines);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Contains(logged, line.Line, StringComparison.Ordinal);
        Assert.DoesNotContain("two", line.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_WhenTheSourceIsDown_ResolvesNothing()
    {
        _secrets.Outage.Down = true;

        Assert.Null(await ResolveAsync(new() { ["Authorization"] = "@secret:jobs" }));
    }

    [Fact]
    public void Forget_OfAServer_ForgetsItsSecretsAndNoOthers()
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = "@secret:jobs", ["X-Team"] = "ops" };

        new UpstreamCredentials(_secrets, _logger).Forget(Samples.NewServer() with { Headers = headers });

        Assert.Equal(["jobs"], _secrets.Forgotten);
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>?> ResolveAsync(Dictionary<string, string> headers) =>
        await new UpstreamCredentials(_secrets, _logger).ResolveAsync(Samples.NewServer() with { Headers = headers }, default);
}
