using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class GrantTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("grants");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Grant_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "grants", name);
}
