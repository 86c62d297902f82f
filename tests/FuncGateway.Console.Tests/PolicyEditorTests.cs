using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class PolicyEditorTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("policies");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task PolicyEditor_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "policies", name);
}
