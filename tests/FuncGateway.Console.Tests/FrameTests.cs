using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class FrameTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("frame");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Frame_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "frame", name);
}
