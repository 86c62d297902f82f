using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class StartTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("start");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Start_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "start", name);
}
