using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class OverviewTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("overview");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Overview_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "overview", name);
}
