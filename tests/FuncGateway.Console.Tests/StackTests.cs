using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class StackTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("stack");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Stack_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "stack", name);
}
