using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class ServersTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("servers");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Servers_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "servers", name);
}
