namespace FuncGateway.Repository.Tests.Infrastructure;

[Collection(BicepCollection.Name)]
public sealed class StorageAndVaultTests(BicepFixture bicep)
{
    private const string ImmutabilityPolicy = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies";

    [Theory]
    [InlineData("allowSharedKeyAccess", "false")]
    [InlineData("allowBlobPublicAccess", "false")]
    [InlineData("allowCrossTenantReplication", "false")]
    [InlineData("defaultToOAuthAuthentication", "true")]
    [InlineData("minimumTlsVersion", "TLS1_2")]
    [InlineData("supportsHttpsTrafficOnly", "true")]
    public void Storage_InEachVariant_TakesIdentitiesOnly(string property, string expected) =>
        Assert.All(bicep.All.SelectMany(each => each.OfType(Types.Storage)), account => Assert.Equal(expected, account.Property(property)));

    [Fact]
    public void Container_OfThePackage_IsPrivateAndTheOneTheAppStartsFrom()
    {
        var container = Container(bicep.Default, "app-package");
        var deployment = bicep.Default.Single(Types.Site);

        Assert.Equal("None", container.Property("publicAccess"));
        Assert.EndsWith($"'{container.Name.Split('/')[^1]}')]", deployment.Find("properties.functionAppConfig.deployment.storage.value").Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("UserAssignedIdentity", deployment.Find("properties.functionAppConfig.deployment.storage.authentication.type"));
    }

    [Fact]
    public void Vault_InBothVariants_IsOpenedByRolesAndForgivesDeletion()
    {
        Assert.All(bicep.All.SelectMany(each => each.OfType(Types.Vault)), vault =>
        {
            Assert.Equal("true", vault.Property("enableRbacAuthorization"));
            Assert.Equal("true", vault.Property("enableSoftDelete"));
            Assert.Equal("null", vault.Property("accessPolicies"));
        });
        Assert.All(bicep.Default.OfType(Types.Vault), vault => Assert.Equal("null", vault.Property("enablePurgeProtection")));
        Assert.All(bicep.Immutable.OfType(Types.Vault), vault => Assert.Equal("true", vault.Property("enablePurgeProtection")));
    }

    [Fact]
    public void CheckpointKey_InBothVariants_OnlySigns() =>
        Assert.All([bicep.Default, bicep.Network], snapshot =>
        {
            var key = snapshot.Single("Microsoft.KeyVault/vaults/keys");
            Assert.Equal(("EC", "P-256"), (key.Property("kty"), key.Property("curveName")));
            Assert.Equal(["sign", "verify"], key.Node["properties"]?["keyOps"]?.AsArray().Select(each => (string?)each) ?? []);
            Assert.Equal(snapshot.Single(Types.Settings).Property("FuncGateway__Audit__CheckpointKeyName"), key.Name.Split('/')[^1]);
        });

    // The name is the one that the gateway derives from the default prefix of its tables.
    [Fact]
    public void Container_OfTheCheckpoints_IsPrivate_AndImmutableIfThatIsAskedFor()
    {
        Assert.All([bicep.Default, bicep.Network], snapshot => Assert.Equal("None", Container(snapshot, "funcgateway-audit").Property("publicAccess")));
        Assert.Empty(bicep.Default.OfType(ImmutabilityPolicy));
        Assert.Equal("7", bicep.Immutable.Single(ImmutabilityPolicy).Property("immutabilityPeriodSinceCreationInDays"));
        Assert.EndsWith("/funcgateway-audit/default", bicep.Immutable.Single(ImmutabilityPolicy).Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnostics_GoToTheWorkspaceFromVaultsAndStorage()
    {
        var settings = bicep.Default.OfType("Microsoft.Insights/diagnosticSettings").ToArray();

        Assert.Equal(
            ["audit", "audit", "StorageDelete", "StorageDelete", "StorageDelete,StorageRead,StorageWrite"],
            settings.Select(each => string.Join(',', Logs(each).Order(StringComparer.Ordinal))).Order(StringComparer.OrdinalIgnoreCase));
        Assert.All(settings, each => Assert.Equal(bicep.Default.Single(Types.Workspace).Id, each.Property("workspaceId")));
    }

    [Fact]
    public void Telemetry_InBothVariants_TakesEntraTokensOnly()
    {
        Assert.All([bicep.Default, bicep.Network], snapshot =>
        {
            Assert.Equal("true", snapshot.Single(Types.Insights).Property("DisableLocalAuth"));
            Assert.Equal("true", snapshot.Single(Types.Workspace).Property("features.disableLocalAuth"));
            Assert.Equal(snapshot.Single(Types.Workspace).Id, snapshot.Single(Types.Insights).Property("WorkspaceResourceId"));
        });
    }

    private static IEnumerable<string> Logs(SnapshotResource setting) =>
        setting.Node["properties"]?["logs"]?.AsArray().Select(log => (string?)(log?["categoryGroup"] ?? log?["category"]) ?? "") ?? [];

    private static SnapshotResource Container(Snapshot snapshot, string name) =>
        Assert.Single(snapshot.OfType("Microsoft.Storage/storageAccounts/blobServices/containers"), each => each.Name.EndsWith($"/{name}", StringComparison.Ordinal));
}
