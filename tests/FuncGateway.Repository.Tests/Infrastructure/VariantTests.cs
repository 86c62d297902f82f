namespace FuncGateway.Repository.Tests.Infrastructure;

[Collection(BicepCollection.Name)]
public sealed class VariantTests(BicepFixture bicep)
{
    [Fact]
    public void Default_HasNoNetworkAndNoScheduler() =>
        Assert.DoesNotContain(bicep.Default.Resources, each =>
            each.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal) || each.Type.StartsWith("Microsoft.DurableTask/", StringComparison.Ordinal));

    [Fact]
    public void Default_IsReachableFromWhereAzdRuns()
    {
        Assert.All(bicep.Default.OfType(Types.Storage).Concat(bicep.Default.OfType(Types.Vault)), each =>
        {
            Assert.Equal("Enabled", each.Property("publicNetworkAccess"));
            Assert.Equal("Allow", each.Property("networkAcls.defaultAction"));
        });
        Assert.Equal("null", bicep.Default.Single(Types.Site).Property("virtualNetworkSubnetId"));
    }

    [Fact]
    public void Network_ShutsThePublicDoorOfEverythingTheAppTalksTo()
    {
        Assert.All([bicep.Network.Storage, bicep.Network.Vault, bicep.Network.UpstreamVault, bicep.Network.Single(Types.Scheduler)], each =>
            Assert.Equal("Disabled", each.Property("publicNetworkAccess")));
        Assert.All([bicep.Network.Storage, bicep.Network.Vault, bicep.Network.UpstreamVault], each =>
            Assert.Equal("Deny", each.Property("networkAcls.defaultAction")));
        Assert.Equal("[]", bicep.Network.Single(Types.Scheduler).Property("ipAllowlist"));
    }

    // The platform writes a deployment from outside the network, and a closed account refuses it.
    [Fact]
    public void Network_LeavesTheAccountOfThePackageOpenToIdentities()
    {
        Assert.Equal("Enabled", bicep.Network.PackageStorage.Property("publicNetworkAccess"));
        Assert.Equal("Allow", bicep.Network.PackageStorage.Property("networkAcls.defaultAction"));
    }

    [Fact]
    public void Network_HasAPrivateEndpointAndNamesForEachPart()
    {
        string[] parts = ["pe-blob", "pe-queue", "pe-scheduler", "pe-table", "pe-upstream-vault", "pe-vault"];

        Assert.Equal(parts, bicep.Network.OfType("Microsoft.Network/privateEndpoints").Select(each => each.Name).Order());
        Assert.Equal(parts.Select(part => $"{part}/default"), bicep.Network.OfType("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Select(each => each.Name).Order());
        Assert.Equal(
            [
                "[format('privatelink.{0}.{1}', 'blob', environment().suffixes.storage)]",
                "[format('privatelink.{0}.{1}', 'queue', environment().suffixes.storage)]",
                "[format('privatelink.{0}.{1}', 'table', environment().suffixes.storage)]",
                "privatelink.durabletask.io",
                "privatelink.vaultcore.azure.net",
            ],
            bicep.Network.OfType("Microsoft.Network/privateDnsZones").Select(each => each.Name).Order(StringComparer.Ordinal));
        Assert.Equal(5, bicep.Network.OfType("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Count());
    }

    [Fact]
    public void Network_RunsInASubnetThatFlexAcceptsAndLeavesByOneAddress()
    {
        var network = bicep.Network.Single("Microsoft.Network/virtualNetworks");
        var subnet = network.Node["properties"]?["subnets"]?[0];

        Assert.Equal($"{network.Id}/subnets/app", bicep.Network.Single(Types.Site).Property("virtualNetworkSubnetId"));
        Assert.Equal("Microsoft.App/environments", subnet?["properties"]?["delegations"]?[0]?["properties"]?["serviceName"]?.GetValue<string>());
        Assert.Equal(bicep.Network.Single("Microsoft.Network/natGateways").Id, subnet?["properties"]?["natGateway"]?["id"]?.GetValue<string>());
    }

    [Fact]
    public void Network_HasOneSchedulerWithTheHubThatTheSettingsName()
    {
        var hub = bicep.Network.Single("Microsoft.DurableTask/schedulers/taskHubs");

        Assert.Equal("Consumption", bicep.Network.Single(Types.Scheduler).Property("sku.name"));
        Assert.Equal(bicep.Network.Single(Types.Settings).Property("TASKHUB_NAME"), hub.Name.Split('/')[^1]);
    }

    [Fact]
    public void OperatorsAddress_IsLetInAloneToWhatADeploymentNeeds()
    {
        Assert.All([bicep.LetIn.Storage, bicep.LetIn.Vault, bicep.LetIn.UpstreamVault], each =>
        {
            Assert.Equal("Enabled", each.Property("publicNetworkAccess"));
            Assert.Equal("Deny", each.Property("networkAcls.defaultAction"));
            Assert.Equal("203.0.113.7", each.Node["properties"]?["networkAcls"]?["ipRules"]?.AsArray().Single()?["value"]?.GetValue<string>());
        });
        Assert.Empty(bicep.LetIn.OfType(Types.Scheduler));
        Assert.Equal(5, bicep.LetIn.OfType("Microsoft.Network/privateEndpoints").Count());
    }
}
