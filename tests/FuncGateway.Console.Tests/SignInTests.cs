using FuncGateway.Testing.Azurite;

namespace FuncGateway.Console.Tests;

public sealed class SignInTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<string> Scenarios => Scenario.Of("sign-in");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task SignIn_Scenario_Passes(string name) => Scenario.RunAsync(azurite, "sign-in", name);
}
