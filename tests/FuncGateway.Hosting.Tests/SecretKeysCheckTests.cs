using FuncGateway.Core;
using FuncGateway.Core.Secrets;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FuncGateway.Hosting.Tests;

/// <summary>Keys that are not in the settings, but in secrets that the settings name.</summary>
public sealed class SecretKeysCheckTests
{
    private const string Sample = "bG9jYWwtZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQh";
    private const string Own = "x5Vv6yq7uWq0gq1iJrj0Qm1mZt1o3mYHk0C0Jk3B1xE=";
    private readonly FakeSecrets _vault = new() { ["session-key"] = Own, ["approval-key"] = Own, ["hook-key"] = "whsec_" + Own };
    private readonly RecordingLogger<SecretKeysCheck> _log = new();

    [Theory]
    [InlineData("session-key", Sample)]
    [InlineData("approval-key", Sample)]
    [InlineData("hook-key", "whsec_" + Sample)]
    [InlineData("hook-key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task InAzure_ASecretWithAPublishedKey_FailsTheStartAndNamesTheSecret(string secret, string value)
    {
        _vault[secret] = value;

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(isInAzure: true));

        var problem = Assert.Single(refused.Failures);
        Assert.StartsWith($"The secret {secret} contains ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(value, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InAzure_SecretsWithKeysOfTheirOwn_AreAccepted()
    {
        await StartAsync(isInAzure: true);

        Assert.Equal(3, _vault.Outage.Asked);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task OutsideAzure_TheStartDoesNotReadTheSecrets()
    {
        _vault["session-key"] = Sample;

        await StartAsync(isInAzure: false);

        Assert.Equal(0, _vault.Outage.Asked);
        Assert.Equal(Sample, await Checked(isInAzure: false).FindAsync("session-key", default));
    }

    [Fact]
    public async Task InAzure_WithAVaultThatDoesNotAnswerAtStart_APublishedKeyIsRefusedWhenItIsRead()
    {
        _vault["session-key"] = Sample;
        _vault.Outage.Down = true;
        await StartAsync(isInAzure: true);
        _vault.Outage.Down = false;
        var key = new KeyMaterial("setting FuncGateway:SessionKey", "@secret:session-key", Checked(isInAzure: true));

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await key.GetAsync(default));

        Assert.StartsWith("The secret session-key contains a key of local.settings.sample.json, which is public, and the gateway runs in Azure", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_log.Lines, line => line.Line.Contains("The secret session-key could not be read at start", StringComparison.Ordinal));
        Assert.NotEmpty(await new KeyMaterial("key", "@secret:approval-key", Checked(isInAzure: true)).GetAsync(default));
    }

    [Fact]
    public async Task InAzure_SecretsOfServers_AreNotChecked()
    {
        _vault["upstream-jobs"] = Sample;

        Assert.Equal(Sample, await Checked(isInAzure: true).FindAsync("upstream-jobs", default));
    }

    private static IConfiguration Settings(bool isInAzure) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["WEBSITE_INSTANCE_ID"] = isInAzure ? "x" : null,
        ["FuncGateway:SessionKey"] = "@secret:session-key",
        ["FuncGateway:Approvals:EncryptionKey"] = "@secret:approval-key",
        ["FuncGateway:Approvals:Webhook:Secret"] = "@secret:hook-key",
    }).Build();

    private CheckedSecrets Checked(bool isInAzure) => new(_vault, new PublishedKeyCheck(Settings(isInAzure)), new GatewayOptions());

    private Task StartAsync(bool isInAzure) =>
        new SecretKeysCheck(Checked(isInAzure), new PublishedKeyCheck(Settings(isInAzure)), Settings(isInAzure), _log).StartAsync(CancellationToken.None);
}
