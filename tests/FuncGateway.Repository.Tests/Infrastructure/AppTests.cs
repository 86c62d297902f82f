namespace FuncGateway.Repository.Tests.Infrastructure;

[Collection(BicepCollection.Name)]
public sealed class AppTests(BicepFixture bicep)
{
    [Fact]
    public void Plan_InBothVariants_IsFlexConsumption() =>
        Assert.All([bicep.Default, bicep.Full], snapshot => Assert.Equal("FC1", snapshot.Single(Types.Plan).Find("sku.name")));

    [Fact]
    public void Runtime_IsTheOneTheProjectIsBuiltFor()
    {
        var framework = Checkout.Read("Directory.Build.props");

        Assert.Equal("dotnet-isolated", Config(bicep.Default, "runtime.name"));
        Assert.Equal("10.0", Config(bicep.Default, "runtime.version"));
        Assert.Contains("<TargetFramework>net10.0</TargetFramework>", framework, StringComparison.Ordinal);
    }

    [Fact]
    public void Scale_ByDefault_KeepsOneInstanceForEachGroup()
    {
        Assert.Equal("2048", Config(bicep.Default, "scaleAndConcurrency.instanceMemoryMB"));
        Assert.Equal("40", Config(bicep.Default, "scaleAndConcurrency.maximumInstanceCount"));
        Assert.Equal("100", Config(bicep.Default, "scaleAndConcurrency.triggers.http.perInstanceConcurrency"));
        Assert.Equal("""[{"name":"http","instanceCount":1},{"name":"durable","instanceCount":1}]""", Config(bicep.Default, "scaleAndConcurrency.alwaysReady"));
    }

    [Fact]
    public void Scale_AsGiven_IsPassedOnAndAZeroIsLeftOut()
    {
        Assert.Equal("512", Config(bicep.Full, "scaleAndConcurrency.instanceMemoryMB"));
        Assert.Equal("60", Config(bicep.Full, "scaleAndConcurrency.maximumInstanceCount"));
        Assert.Equal("40", Config(bicep.Full, "scaleAndConcurrency.triggers.http.perInstanceConcurrency"));
        Assert.Equal("""[{"name":"http","instanceCount":2}]""", Config(bicep.Full, "scaleAndConcurrency.alwaysReady"));
    }

    [Fact]
    public void Scale_WithNothingKeptReady_ListsNothing() =>
        Assert.Equal("[]", Config(bicep.LetIn, "scaleAndConcurrency.alwaysReady"));

    [Fact]
    public void App_ActsAsTheOneIdentityAndTakesHttpsOnly()
    {
        var app = bicep.Default.Single(Types.Site);

        Assert.Equal("UserAssigned", app.Find("identity.type"));
        Assert.Contains(bicep.Default.Single(Types.Identity).Id, app.Find("identity.userAssignedIdentities"), StringComparison.Ordinal);
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
    public void Tags_LetAzdFindTheGroupAndTheApp()
    {
        Assert.All([bicep.Default, bicep.Full], snapshot =>
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
        Assert.Contains("GATEWAY_URL", bicep.Default.Outputs);
        Assert.All(bicep.Default.Outputs, name => Assert.Matches("^[A-Z][A-Z0-9_]+$", name));
    }

    private static string Config(Snapshot snapshot, string path) => snapshot.Single(Types.Site).Property($"functionAppConfig.{path}");
}
