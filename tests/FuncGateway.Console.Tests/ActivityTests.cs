using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class ActivityTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("activity");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Activity_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "activity", name);
}
