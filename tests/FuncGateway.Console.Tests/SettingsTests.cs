using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class SettingsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("settings");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Settings_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "settings", name);
}
