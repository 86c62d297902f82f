using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

[Collection(BicepCollection.Name)]
public sealed class SettingsTests(BicepFixture bicep)
{
    private static readonly string[] Always =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "AZURE_CLIENT_ID",
        "AzureWebJobsDisableHomepage",
        "AzureWebJobsStorage__accountName",
        "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__queueServiceUri",
        "AzureWebJobsStorage__tableServiceUri",
        "FuncGateway__Approvals__EncryptionKey",
        "FuncGateway__Audit__CheckpointKeyName",
        "FuncGateway__Entra__Audience",
        "FuncGateway__Entra__TenantId",
        "FuncGateway__KeyVaultUri",
        "FuncGateway__PublicHosts__0",
        "FuncGateway__SessionKey",
        "TASKHUB_NAME",
    ];

    private static readonly string[] OnlyWithTheScheduler =
    [
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type",
        "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
        "FuncGateway__PublicHosts__1",
        "FuncGateway__PublicHosts__2",
    ];

    [Fact]
    public void Settings_OfTheDefaultVariant_AreExactlyThese() =>
        Assert.Equal(Always.Order(StringComparer.Ordinal), Of(bicep.Default).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Settings_OfTheFullVariant_AddTheSchedulerAndTheFurtherHosts()
    {
        var settings = Of(bicep.Full);

        Assert.Equal(Always.Concat(OnlyWithTheScheduler).Order(StringComparer.Ordinal), settings.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("gateway.example.com", "mcp.example.com"), (settings["FuncGateway__PublicHosts__1"], settings["FuncGateway__PublicHosts__2"]));
        Assert.Equal("azureManaged", settings["AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"]);
        Assert.Contains("Authentication=ManagedIdentity;ClientID=", settings["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"], StringComparison.Ordinal);
    }

    // With only one of the two, the app would not start.
    [Fact]
    public void Settings_WithoutAnAudience_HaveNeitherOfEntra() =>
        Assert.Equal(
            Always.Where(name => !name.Contains("Entra", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Of(bicep.LetIn).Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("FuncGateway__SessionKey", "@secret:session-key")]
    [InlineData("FuncGateway__Approvals__EncryptionKey", "@secret:approval-key")]
    [InlineData("FuncGateway__Audit__CheckpointKeyName", "audit-checkpoints")]
    [InlineData("FuncGateway__Entra__TenantId", "00000000-0000-0000-0000-000000000002")]
    [InlineData("FuncGateway__Entra__Audience", "22222222-2222-2222-2222-222222222222")]
    [InlineData("AzureWebJobsStorage__credential", "managedidentity")]
    [InlineData("AzureWebJobsDisableHomepage", "true")]
    public void Setting_InBothVariants_HasItsValue(string name, string expected)
    {
        Assert.Equal(expected, Of(bicep.Default)[name]);
        Assert.Equal(expected, Of(bicep.Full)[name]);
    }

    [Theory]
    [InlineData("FuncGateway__PublicHosts__0", Types.Site, ".defaultHostName]")]
    [InlineData("FuncGateway__KeyVaultUri", Types.Vault, ".vaultUri]")]
    [InlineData("AzureWebJobsStorage__blobServiceUri", Types.Storage, ".primaryEndpoints.blob]")]
    [InlineData("AzureWebJobsStorage__queueServiceUri", Types.Storage, ".primaryEndpoints.queue]")]
    [InlineData("AzureWebJobsStorage__tableServiceUri", Types.Storage, ".primaryEndpoints.table]")]
    [InlineData("AzureWebJobsStorage__clientId", Types.Identity, ".clientId]")]
    [InlineData("AZURE_CLIENT_ID", Types.Identity, ".clientId]")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Types.Insights, ".ConnectionString]")]
    public void Setting_ThatOnlyTheDeploymentKnows_IsReadFromItsResource(string name, string type, string property)
    {
        var value = Of(bicep.Default)[name];

        Assert.StartsWith($"[reference('{bicep.Default.Single(type).Id}'", value, StringComparison.Ordinal);
        Assert.EndsWith(property, value, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_HoldNoSecret()
    {
        Assert.All(Of(bicep.Default).Concat(Of(bicep.Full)), setting =>
        {
            var soundsSecret = setting.Key.EndsWith("Key", StringComparison.OrdinalIgnoreCase)
                || new[] { "secret", "password", "token" }.Any(word => setting.Key.Contains(word, StringComparison.OrdinalIgnoreCase));
            Assert.True(!soundsSecret || setting.Value.StartsWith("@secret:", StringComparison.Ordinal), $"{setting.Key} is in plain text.");
        });
        Assert.All(new[] { "AccountKey", "SharedAccess", "listKeys", "listSecrets", "Password" }, mark =>
            Assert.DoesNotContain(mark, bicep.Default.Text + bicep.Full.Text, StringComparison.OrdinalIgnoreCase));
    }

    // On Flex Consumption these belong in functionAppConfig; as settings, the platform refuses or ignores them.
    [Theory]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    [InlineData("FUNCTIONS_EXTENSION_VERSION")]
    [InlineData("WEBSITE_RUN_FROM_PACKAGE")]
    [InlineData("linuxFxVersion")]
    public void Settings_OfOtherPlans_AreNowhere(string name) =>
        Assert.DoesNotContain(name, bicep.Default.Text + bicep.Full.Text, StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> Of(Snapshot snapshot) =>
        (snapshot.Single(Types.Settings).Node["properties"] as JsonObject ?? throw new InvalidDataException("The settings were not evaluated."))
            .ToDictionary(each => each.Key, each => each.Value?.GetValue<string>() ?? "");
}
