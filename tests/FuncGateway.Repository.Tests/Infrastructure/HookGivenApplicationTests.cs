using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The hook preprovision where GATEWAY_ENTRA_AUDIENCE is set.</summary>
public sealed class HookGivenApplicationTests
{
    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_WithAnApplicationOfItsOwn_BringsItUpToDate(string shell)
    {
        using var scene = new HookScene();
        var clientId = scene.AddApplication(HookScene.UserId, HookScene.Tag);
        scene.Set("GATEWAY_ENTRA_AUDIENCE", clientId);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("Changed: identifier URI, app roles, token version, scope, Azure CLI pre-authorised, service principal.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh", HookScene.UserId, null)]
    [InlineData("sh", HookScene.StrangerId, HookScene.Tag)]
    [InlineData("pwsh", HookScene.UserId, null)]
    [InlineData("pwsh", HookScene.StrangerId, HookScene.Tag)]
    public async Task Preprovision_WithAnApplicationOfTheOperators_NamesWhatIsMissingAndChangesNothing(string shell, string owner, string? tag)
    {
        using var scene = new HookScene();
        var clientId = scene.AddApplication(owner, tag, "Ours");
        scene.Set("GATEWAY_ENTRA_AUDIENCE", clientId);
        var state = scene.State;

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.All(
            [
                $"identifier URI api://{clientId}", "app role Admin", "app role PolicyManager", "app role Approver", "app role Viewer",
                "requestedAccessTokenVersion 2 (it is null)", "scope access", "pre-authorisation of the Azure CLI", "service principal",
                $"redirect address {HookScene.Url}/ui",
            ],
            each => Assert.Contains($"\n  {each}", run.Output, StringComparison.Ordinal));
        Assert.Equal(state, scene.State);
        Assert.Empty(scene.Writes);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_WithACompleteApplicationOfTheOperators_SaysThatNothingIsMissing(string shell)
    {
        using var scene = new HookScene();
        await scene.RunAsync(shell, "preprovision");
        await scene.RunAsync(shell, "postprovision");
        scene.ChangeApplication(application => application["tags"] = new JsonArray("theirs"));

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("it has all that the gateway needs", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_WithAnIdentifierUri_FindsTheApplication(string shell)
    {
        using var scene = new HookScene();
        var clientId = scene.AddApplication(HookScene.UserId);
        scene.ChangeApplication(application => application["identifierUris"] = new JsonArray("https://example.com/gateway"));
        scene.Set("GATEWAY_ENTRA_AUDIENCE", "https://example.com/gateway");

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains($"the application {clientId} of GATEWAY_ENTRA_AUDIENCE", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh", "00000000-0000-4000-8000-000000000001")]
    [InlineData("sh", "api://nobody")]
    [InlineData("pwsh", "00000000-0000-4000-8000-000000000001")]
    [InlineData("pwsh", "api://nobody")]
    public async Task Preprovision_WithAnAudienceThatIsNotInTheTenant_SaysSo(string shell, string audience)
    {
        using var scene = new HookScene();
        scene.Set("GATEWAY_ENTRA_AUDIENCE", audience);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"GATEWAY_ENTRA_AUDIENCE is '{audience}', and the tenant {HookScene.Tenant} has no application", run.Errors, StringComparison.Ordinal);
        Assert.Empty(scene.Writes);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_ToldToSkip_StartsNothing(string shell)
    {
        using var scene = new HookScene();
        scene.Set("GATEWAY_ENTRA", "skip");
        scene.Set("GATEWAY_ENTRA_AUDIENCE", "theirs");

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("the audience is 'theirs'", run.Output, StringComparison.Ordinal);
        Assert.Empty(scene.Calls);
    }
}
