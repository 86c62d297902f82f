using FuncGateway.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FuncGateway.Hosting.Tests;

public sealed class KeySettingsCheckTests
{
    private const string Sample = "bG9jYWwtZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQh";

    [Theory]
    [InlineData("FuncGateway:SessionKey", Sample)]
    [InlineData("FuncGateway:SessionKey", " " + Sample + "\n")]
    [InlineData("FuncGateway:SessionKey", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("FuncGateway:AdminKey", Sample)]
    [InlineData("FuncGateway:Approvals:EncryptionKey", Sample)]
    [InlineData("FuncGateway:Audit:SomeKeyOfLater", Sample)]
    [InlineData("FuncGateway:Secrets:session-key", Sample)]
    [InlineData("FuncGateway:Approvals:Webhook:Secret", "whsec_" + Sample)]
    [InlineData("AzureWebJobsStorage", "UseDevelopmentStorage=true")]
    [InlineData("AzureWebJobsStorage", "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")]
    public void InAzure_APublishedKey_FailsTheStartAndNamesTheSetting(string setting, string value)
    {
        foreach (var platform in new[] { "WEBSITE_INSTANCE_ID", "WEBSITE_SKU" })
        {
            var result = Check(new() { [setting] = value, [platform] = "x" });

            Assert.StartsWith($"The setting {setting} contains ", Assert.Single(result.Failures ?? []), StringComparison.Ordinal);
            Assert.Contains("Accepted: a key of its own", result.FailureMessage, StringComparison.Ordinal);
            Assert.DoesNotContain(value, result.FailureMessage, StringComparison.Ordinal);
        }

        Assert.True(Check(new() { [setting] = value }).Succeeded);
    }

    [Fact]
    public void InAzure_KeysOfItsOwn_AreAccepted() => Assert.True(Check(new()
    {
        ["WEBSITE_INSTANCE_ID"] = "x",
        ["FuncGateway:SessionKey"] = "@secret:session-key",
        ["FuncGateway:Approvals:EncryptionKey"] = "x5Vv6yq7uWq0gq1iJrj0Qm1mZt1o3mYHk0C0Jk3B1xE=",
        ["FuncGateway:TablePrefix"] = "FuncGateway",
        ["AzureWebJobsStorage:accountName"] = "account1",
    }).Succeeded);

    [Theory]
    [InlineData("FuncGateway:SessionKey")]
    [InlineData("FuncGateway:Approvals:EncryptionKey")]
    [InlineData("FuncGateway:Approvals:Webhook:Secret")]
    public void AKeyOfTheGateway_ThatAHeaderCouldName_FailsTheStart(string setting)
    {
        foreach (var name in new[] { "upstream-key", "UPSTREAM-KEY" })
        {
            var result = Check(new() { [setting] = $"@secret:{name}" });

            Assert.StartsWith($"The setting {setting} names the secret '{name}', which the headers of servers may name too", Assert.Single(result.Failures ?? []), StringComparison.Ordinal);
        }

        Assert.True(Check(new() { [setting] = "@secret:upstream-key" }, prefix: "jobs-").Succeeded);
        Assert.False(Check(new() { [setting] = "@secret:session-key" }, prefix: "session-").Succeeded);
    }

    [Fact]
    public void EveryKeyOfTheSample_IsKnownAsPublished()
    {
        var keys = SampleFile.Values()
            .Where(setting => setting.Name.EndsWith("Key", StringComparison.Ordinal) || setting.Name.EndsWith("Secret", StringComparison.Ordinal) || setting.Name == "AzureWebJobsStorage")
            .Where(setting => setting.Value.Length > 0)
            .ToArray();

        Assert.Contains(keys, key => key.Name == "FuncGateway__SessionKey");
        Assert.All(keys, key => Assert.True(PublishedKeys.WhereFound(key.Value) is not null, $"The value of {key.Name} is missing in {nameof(PublishedKeys)}."));
        Assert.All(PublishedKeys.OfTheSample, published => Assert.Contains(keys, key => key.Value == published));
    }

    private static ValidateOptionsResult Check(Dictionary<string, string?> settings, string? prefix = null)
    {
        var options = new GatewayOptions();
        options.UpstreamSecretPrefix = prefix ?? options.UpstreamSecretPrefix;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new KeySettingsCheck(configuration, new PublishedKeyCheck(configuration)).Validate(null, options);
    }
}
