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
    public void Storage_InBothVariants_TakesIdentitiesOnly(string property, string expected)
    {
        Assert.Equal(expected, bicep.Default.Single(Types.Storage).Property(property));
        Assert.Equal(expected, bicep.Full.Single(Types.Storage).Property(property));
    }

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
        Assert.All([bicep.Default.Single(Types.Vault), bicep.Full.Single(Types.Vault)], vault =>
        {
            Assert.Equal("true", vault.Property("enableRbacAuthorization"));
            Assert.Equal("true", vault.Property("enableSoftDelete"));
            Assert.Equal("null", vault.Property("accessPolicies"));
        });
        Assert.Equal("null", bicep.Default.Single(Types.Vault).Property("enablePurgeProtection"));
        Assert.Equal("true", bicep.Full.Single(Types.Vault).Property("enablePurgeProtection"));
    }

    [Fact]
    public void CheckpointKey_InBothVariants_OnlySigns() =>
        Assert.All([bicep.Default, bicep.Full], snapshot =>
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
        Assert.All([bicep.Default, bicep.Full], snapshot => Assert.Equal("None", Container(snapshot, "funcgateway-audit").Property("publicAccess")));
        Assert.Empty(bicep.Default.OfType(ImmutabilityPolicy));
        Assert.Equal("7", bicep.Full.Single(ImmutabilityPolicy).Property("immutabilityPeriodSinceCreationInDays"));
        Assert.EndsWith("/funcgateway-audit/default", bicep.Full.Single(ImmutabilityPolicy).Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Telemetry_InBothVariants_TakesEntraTokensOnly()
    {
        Assert.All([bicep.Default, bicep.Full], snapshot =>
        {
            Assert.Equal("true", snapshot.Single(Types.Insights).Property("DisableLocalAuth"));
            Assert.Equal("true", snapshot.Single(Types.Workspace).Property("features.disableLocalAuth"));
            Assert.Equal(snapshot.Single(Types.Workspace).Id, snapshot.Single(Types.Insights).Property("WorkspaceResourceId"));
        });
    }

    private static SnapshotResource Container(Snapshot snapshot, string name) =>
        Assert.Single(snapshot.OfType("Microsoft.Storage/storageAccounts/blobServices/containers"), each => each.Name.EndsWith($"/{name}", StringComparison.Ordinal));
}
