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
        "FuncGateway__Limits__WaitTimeout",
        "FuncGateway__PublicHosts__0",
        "FuncGateway__SessionKey",
        "FuncGateway__UpstreamKeyVaultUri",
        "TASKHUB_NAME",
    ];

    private static readonly string[] OnlyInTheNetworkVariant =
    [
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type",
        "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
        "FuncGateway__InternalUpstreams__0",
        "FuncGateway__InternalUpstreams__1",
        "FuncGateway__PublicHosts__1",
        "FuncGateway__PublicHosts__2",
    ];

    [Fact]
    public void Settings_OfTheDefaultVariant_AreExactlyThese() =>
        Assert.Equal(Always.Order(StringComparer.Ordinal), Of(bicep.Default).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Settings_OfTheNetworkVariant_AddTheSchedulerTheFurtherHostsAndTheInternalUpstreams()
    {
        var settings = Of(bicep.Network);

        Assert.Equal(Always.Concat(OnlyInTheNetworkVariant).Order(StringComparer.Ordinal), settings.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("gateway.example.com", "mcp.example.com"), (settings["FuncGateway__PublicHosts__1"], settings["FuncGateway__PublicHosts__2"]));
        Assert.Equal(("jobs.corp.example", "10.40.4.0/24"), (settings["FuncGateway__InternalUpstreams__0"], settings["FuncGateway__InternalUpstreams__1"]));
        Assert.Equal("azureManaged", settings["AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"]);
        Assert.Contains("Authentication=ManagedIdentity;ClientID=", settings["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"], StringComparison.Ordinal);
    }

    // With only one of the two, the app would not start.
    [Fact]
    public void Settings_WithoutAnAudience_HaveNeitherOfEntra() =>
        Assert.Equal(
            Always.Where(name => !name.Contains("Entra", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Of(bicep.LetIn).Keys.Order(StringComparer.Ordinal));

    // The first limited call after a pause waits for a durable instance to start.
    [Fact]
    public void WaitTimeout_IsLongerOnlyIfNoDurableInstanceIsKeptReady()
    {
        Assert.Equal("00:00:20", Of(bicep.Default)["FuncGateway__Limits__WaitTimeout"]);
        Assert.DoesNotContain("FuncGateway__Limits__WaitTimeout", Of(bicep.Ready).Keys);
    }

    [Fact]
    public void FurtherSettings_AreAdded()
    {
        var settings = Of(bicep.Ready);

        Assert.Equal(("00:01:00", "8388608"), (settings["FuncGateway__Approvals__Hold"], settings["FuncGateway__MaxBodyBytes"]));
        Assert.Equal("https://hooks.example.com/?a=b", settings["FuncGateway__Approvals__Webhook__Url"]);
    }

    [Fact]
    public async Task WaitTimeout_ThatIsGiven_ReplacesTheOneOfTheTemplate() =>
        Assert.Equal(
            ["FuncGateway__limits__WaitTimeout 00:00:10"],
            Of(await bicep.PredictWithAsync("param furtherSettings = 'limits__WaitTimeout=00:00:10'")).Where(setting => setting.Key.EndsWith("WaitTimeout", StringComparison.Ordinal)).Select(setting => $"{setting.Key} {setting.Value}"));

    // Names that differ only in case are the same setting.
    [Theory]
    [InlineData("keyvaulturi=https://other.example.com", "GATEWAY_SETTINGS has the name \"keyvaulturi\", which the template sets itself.")]
    [InlineData("Approvals__Hold=00:01:00;approvals__hold=00:02:00", "more than once")]
    [InlineData("Approvals__Hold", "GATEWAY_SETTINGS has \"Approvals__Hold\". Accepted are Name=value pairs")]
    [InlineData("FuncGateway__Approvals__Hold=00:01:00", "GATEWAY_SETTINGS has the name \"FuncGateway__Approvals__Hold\". Accepted are names below FuncGateway")]
    public async Task FurtherSettings_ThatAreNotAccepted_StopTheDeployment(string settings, string sentence)
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => bicep.PredictWithAsync($"param furtherSettings = '{settings}'"));

        Assert.Contains(sentence, refused.Message.Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void SignIn_OfPeople_HasItsClientIdIfThatIsGiven()
    {
        Assert.Equal("33333333-3333-3333-3333-333333333333", Of(bicep.Ready)["FuncGateway__Entra__ClientId"]);
        Assert.Equal("api://gateway.example.com", Of(bicep.Ready)["FuncGateway__Entra__Audience"]);
        Assert.DoesNotContain("FuncGateway__Entra__ClientId", Of(bicep.Default).Keys);
    }

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
        Assert.Equal(expected, Of(bicep.Network)[name]);
    }

    [Theory]
    [InlineData("FuncGateway__PublicHosts__0", "func-", ".defaultHostName]")]
    [InlineData("FuncGateway__KeyVaultUri", "kv-", ".vaultUri]")]
    [InlineData("FuncGateway__UpstreamKeyVaultUri", "kvu-", ".vaultUri]")]
    [InlineData("AzureWebJobsStorage__blobServiceUri", "st", ".primaryEndpoints.blob]")]
    [InlineData("AzureWebJobsStorage__queueServiceUri", "st", ".primaryEndpoints.queue]")]
    [InlineData("AzureWebJobsStorage__tableServiceUri", "st", ".primaryEndpoints.table]")]
    [InlineData("AzureWebJobsStorage__clientId", "id-", ".clientId]")]
    [InlineData("AZURE_CLIENT_ID", "id-", ".clientId]")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "appi-", ".ConnectionString]")]
    public void Setting_ThatOnlyTheDeploymentKnows_IsReadFromItsResource(string name, string prefix, string property)
    {
        var value = Of(bicep.Default)[name];

        // The names of resources end in 13 characters that belong to the environment.
        Assert.Matches($@"^\[reference\('[^']*/{prefix}[a-z0-9]{{13}}'", value);
        Assert.EndsWith(property, value, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_HoldNoSecret()
    {
        Assert.All(Of(bicep.Default).Concat(Of(bicep.Network)), setting =>
        {
            var soundsSecret = setting.Key.EndsWith("Key", StringComparison.OrdinalIgnoreCase)
                || new[] { "secret", "password", "token" }.Any(word => setting.Key.Contains(word, StringComparison.OrdinalIgnoreCase));
            Assert.True(!soundsSecret || setting.Value.StartsWith("@secret:", StringComparison.Ordinal), $"{setting.Key} is in plain text.");
        });
        Assert.All(new[] { "AccountKey", "SharedAccess", "listKeys", "listSecrets", "Password" }, mark =>
            Assert.DoesNotContain(mark, bicep.Default.Text + bicep.Network.Text, StringComparison.OrdinalIgnoreCase));
    }

    // On Flex Consumption these belong in functionAppConfig; as settings, the platform refuses or ignores them.
    [Theory]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    [InlineData("FUNCTIONS_EXTENSION_VERSION")]
    [InlineData("WEBSITE_RUN_FROM_PACKAGE")]
    [InlineData("linuxFxVersion")]
    public void Settings_OfOtherPlans_AreNowhere(string name) =>
        Assert.DoesNotContain(name, bicep.Default.Text + bicep.Network.Text, StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> Of(Snapshot snapshot) =>
        (snapshot.Single(Types.Settings).Node["properties"] as JsonObject ?? throw new InvalidDataException("The settings were not evaluated."))
            .ToDictionary(each => each.Key, each => each.Value?.GetValue<string>() ?? "");
}
