namespace FuncGateway.Repository.Tests.Infrastructure;

[Collection(BicepCollection.Name)]
public sealed class AppTests(BicepFixture bicep)
{
    [Fact]
    public void Plan_InBothVariants_IsFlexConsumption() =>
        Assert.All([bicep.Default, bicep.Network], snapshot => Assert.Equal("FC1", snapshot.Single(Types.Plan).Find("sku.name")));

    [Fact]
    public void Runtime_IsTheOneTheProjectIsBuiltFor()
    {
        var framework = Checkout.Read("Directory.Build.props");

        Assert.Equal("dotnet-isolated", Config(bicep.Default, "runtime.name"));
        Assert.Equal("10.0", Config(bicep.Default, "runtime.version"));
        Assert.Contains("<TargetFramework>net10.0</TargetFramework>", framework, StringComparison.Ordinal);
    }

    [Fact]
    public void Scale_ByDefault_KeepsNothingReady()
    {
        Assert.Equal("2048", Config(bicep.Default, "scaleAndConcurrency.instanceMemoryMB"));
        Assert.Equal("40", Config(bicep.Default, "scaleAndConcurrency.maximumInstanceCount"));
        Assert.Equal("100", Config(bicep.Default, "scaleAndConcurrency.triggers.http.perInstanceConcurrency"));
        Assert.Equal("[]", Config(bicep.Default, "scaleAndConcurrency.alwaysReady"));
    }

    [Fact]
    public void Scale_AsGiven_IsPassedOnAndAZeroIsLeftOut()
    {
        Assert.Equal("512", Config(bicep.Network, "scaleAndConcurrency.instanceMemoryMB"));
        Assert.Equal("60", Config(bicep.Network, "scaleAndConcurrency.maximumInstanceCount"));
        Assert.Equal("40", Config(bicep.Network, "scaleAndConcurrency.triggers.http.perInstanceConcurrency"));
        Assert.Equal("""[{"name":"http","instanceCount":2}]""", Config(bicep.Network, "scaleAndConcurrency.alwaysReady"));
    }

    [Fact]
    public void Scale_WithInstancesThatAreReady_ListsEachGroup() =>
        Assert.Equal("""[{"name":"http","instanceCount":2},{"name":"durable","instanceCount":1}]""", Config(bicep.Ready, "scaleAndConcurrency.alwaysReady"));

    [Fact]
    public void Restrictions_AreThoseAddressesThatAreGiven_AndDeploymentsComeFromEverywhere()
    {
        var site = bicep.Immutable.Single(Types.Site);

        Assert.Equal(("[]", "Allow"), (bicep.Default.Single(Types.Site).Property("siteConfig.ipSecurityRestrictions"), bicep.Default.Single(Types.Site).Property("siteConfig.ipSecurityRestrictionsDefaultAction")));
        Assert.Equal(("Deny", "Allow"), (site.Property("siteConfig.ipSecurityRestrictionsDefaultAction"), site.Property("siteConfig.scmIpSecurityRestrictionsDefaultAction")));
        Assert.Equal(
            ["Allow 203.0.113.7/32", "Allow 198.51.100.0/24", "Allow 2001:db8::1/128"],
            site.Node["properties"]?["siteConfig"]?["ipSecurityRestrictions"]?.AsArray().Select(each => $"{each?["action"]} {each?["ipAddress"]}") ?? []);
    }

    [Fact]
    public void App_ActsAsItsIdentityIsDeployedByAnotherAndTakesHttpsOnly()
    {
        var app = bicep.Default.Single(Types.Site);

        Assert.Equal("UserAssigned", app.Find("identity.type"));
        Assert.Contains(bicep.Default.Identity.Id, app.Find("identity.userAssignedIdentities"), StringComparison.Ordinal);
        Assert.Equal(bicep.Default.DeploymentIdentity.Id, app.Property("functionAppConfig.deployment.storage.authentication.userAssignedIdentityResourceId"));
        Assert.Equal("true", app.Property("httpsOnly"));
        Assert.Equal("1.2", app.Property("siteConfig.minTlsVersion"));
    }

    [Fact]
    public void Passwords_ForDeployment_AreShut()
    {
        var policies = bicep.Default.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToArray();

        Assert.Equal(["ftp", "scm"], policies.Select(each => each.Name.Split('/')[^1]).Order());
        Assert.All(policies, each => Assert.Equal("false", each.Property("allow")));
    }

    [Fact]
    public void Zones_AreUsedIfThatIsAskedFor()
    {
        Assert.Equal(("false", "true"), (bicep.Default.Single(Types.Plan).Property("zoneRedundant"), bicep.Ready.Single(Types.Plan).Property("zoneRedundant")));
        Assert.Equal(("Standard_LRS", "Standard_ZRS"), (bicep.Default.Storage.Find("sku.name"), bicep.Ready.Storage.Find("sku.name")));
        Assert.Equal(("Standard_LRS", "Standard_ZRS"), (bicep.Default.PackageStorage.Find("sku.name"), bicep.Ready.PackageStorage.Find("sku.name")));
    }

    [Fact]
    public void Tags_LetAzdFindTheGroupAndTheApp()
    {
        Assert.All([bicep.Default, bicep.Network], snapshot =>
        {
            Assert.Equal("gateway", snapshot.Single(Types.Site).Tag("azd-service-name"));
            Assert.Equal([Types.Site], snapshot.Resources.Where(each => each.Tag("azd-service-name") != "null").Select(each => each.Type));
            Assert.Equal("sample", snapshot.Single(Types.Group).Tag("azd-env-name"));
            Assert.All(snapshot.Resources.Where(each => each.Find("location") != "null"), each => Assert.Equal("sample", each.Tag("azd-env-name")));
        });
    }

    [Fact]
    public void Outputs_AreEnvironmentValues()
    {
        Assert.Superset(
            new HashSet<string> { "AZURE_LOCATION", "AZURE_RESOURCE_GROUP", "AZURE_TENANT_ID", "SERVICE_GATEWAY_NAME", "SERVICE_GATEWAY_URI", "GATEWAY_URL", "GATEWAY_VAULT_NAME", "GATEWAY_UPSTREAM_VAULT_NAME" },
            bicep.Default.Outputs.ToHashSet());
        Assert.All(bicep.Default.Outputs, name => Assert.Matches("^[A-Z][A-Z0-9_]+$", name));
    }

    private static string Config(Snapshot snapshot, string path) => snapshot.Single(Types.Site).Property($"functionAppConfig.{path}");
}
