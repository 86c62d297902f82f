using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class ScreenTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("screens");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Screen_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "screens", name);
}
