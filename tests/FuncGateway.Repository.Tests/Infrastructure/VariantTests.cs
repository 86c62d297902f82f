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
        Assert.All([bicep.Default.Single(Types.Storage), bicep.Default.Single(Types.Vault)], each =>
        {
            Assert.Equal("Enabled", each.Property("publicNetworkAccess"));
            Assert.Equal("Allow", each.Property("networkAcls.defaultAction"));
        });
        Assert.Equal("null", bicep.Default.Single(Types.Site).Property("virtualNetworkSubnetId"));
    }

    [Fact]
    public void Full_ShutsThePublicDoorOfEverythingTheAppTalksTo()
    {
        Assert.All([bicep.Full.Single(Types.Storage), bicep.Full.Single(Types.Vault), bicep.Full.Single(Types.Scheduler)], each =>
            Assert.Equal("Disabled", each.Property("publicNetworkAccess")));
        Assert.All([bicep.Full.Single(Types.Storage), bicep.Full.Single(Types.Vault)], each =>
            Assert.Equal("Deny", each.Property("networkAcls.defaultAction")));
        Assert.Equal("[]", bicep.Full.Single(Types.Scheduler).Property("ipAllowlist"));
    }

    [Fact]
    public void Full_HasAPrivateEndpointAndNamesForEachPart()
    {
        string[] parts = ["pe-blob", "pe-queue", "pe-scheduler", "pe-table", "pe-vault"];

        Assert.Equal(parts, bicep.Full.OfType("Microsoft.Network/privateEndpoints").Select(each => each.Name).Order());
        Assert.Equal(parts.Select(part => $"{part}/default"), bicep.Full.OfType("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Select(each => each.Name).Order());
        Assert.Equal(
            [
                "[format('privatelink.{0}.{1}', 'blob', environment().suffixes.storage)]",
                "[format('privatelink.{0}.{1}', 'queue', environment().suffixes.storage)]",
                "[format('privatelink.{0}.{1}', 'table', environment().suffixes.storage)]",
                "privatelink.durabletask.io",
                "privatelink.vaultcore.azure.net",
            ],
            bicep.Full.OfType("Microsoft.Network/privateDnsZones").Select(each => each.Name).Order(StringComparer.Ordinal));
        Assert.Equal(parts.Length, bicep.Full.OfType("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Count());
    }

    [Fact]
    public void Full_RunsInASubnetThatFlexAcceptsAndLeavesByOneAddress()
    {
        var network = bicep.Full.Single("Microsoft.Network/virtualNetworks");
        var subnet = network.Node["properties"]?["subnets"]?[0];

        Assert.Equal($"{network.Id}/subnets/app", bicep.Full.Single(Types.Site).Property("virtualNetworkSubnetId"));
        Assert.Equal("Microsoft.App/environments", subnet?["properties"]?["delegations"]?[0]?["properties"]?["serviceName"]?.GetValue<string>());
        Assert.Equal(bicep.Full.Single("Microsoft.Network/natGateways").Id, subnet?["properties"]?["natGateway"]?["id"]?.GetValue<string>());
    }

    [Fact]
    public void Full_HasOneSchedulerWithTheHubThatTheSettingsName()
    {
        var hub = bicep.Full.Single("Microsoft.DurableTask/schedulers/taskHubs");

        Assert.Equal("Consumption", bicep.Full.Single(Types.Scheduler).Property("sku.name"));
        Assert.Equal(bicep.Full.Single(Types.Settings).Property("TASKHUB_NAME"), hub.Name.Split('/')[^1]);
    }

    [Fact]
    public void OperatorsAddress_IsLetInAloneToWhatADeploymentNeeds()
    {
        Assert.All([bicep.LetIn.Single(Types.Storage), bicep.LetIn.Single(Types.Vault)], each =>
        {
            Assert.Equal("Enabled", each.Property("publicNetworkAccess"));
            Assert.Equal("Deny", each.Property("networkAcls.defaultAction"));
            Assert.Equal("203.0.113.7", each.Node["properties"]?["networkAcls"]?["ipRules"]?.AsArray().Single()?["value"]?.GetValue<string>());
        });
        Assert.Empty(bicep.LetIn.OfType(Types.Scheduler));
        Assert.Equal(4, bicep.LetIn.OfType("Microsoft.Network/privateEndpoints").Count());
    }
}
