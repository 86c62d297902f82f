using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class ApprovalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("approvals");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Approval_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "approvals", name);
}
