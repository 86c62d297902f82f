using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>What the hook postprovision does for sign-in: the console's address and the deployer's role.</summary>
public sealed class HookSignInTests
{
    private const string Console = HookScene.Url + "/ui";

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_OfAnOwnApplication_AddsTheConsoleAndMakesTheDeployerAdmin(string shell)
    {
        using var scene = new HookScene();
        await scene.RunAsync(shell, "preprovision");
        scene.ChangeApplication(application => application["spa"] = new JsonObject { ["redirectUris"] = new JsonArray("https://other.example/ui", "http://localhost:7071/ui") });

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(["https://other.example/ui", "http://localhost:7071/ui", Console], HookState.Texts(scene.Applications[0]["spa"]?["redirectUris"]));
        Assert.Equal([(HookScene.UserId, "Admin")], Assignments(scene));
        Assert.Contains("sign in again", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_ASecondTime_ChangesNothing(string shell)
    {
        using var scene = new HookScene();
        await scene.RunAsync(shell, "preprovision");
        await scene.RunAsync(shell, "postprovision");
        var (state, writes) = (scene.State, scene.Writes.Length);

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("has the role Admin already", run.Output, StringComparison.Ordinal);
        Assert.Equal(state, scene.State);
        Assert.Equal(writes, scene.Writes.Length);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_AsAServicePrincipal_MakesItAdmin(string shell)
    {
        using var scene = new HookScene();
        scene.Change(HookState.SignInPipeline);
        await scene.RunAsync(shell, "preprovision");

        var run = await scene.RunAsync(shell, "postprovision");
        var again = await scene.RunAsync(shell, "postprovision");

        Assert.Equal((0, "", 0, ""), (run.ExitCode, run.Errors, again.ExitCode, again.Errors));
        Assert.Equal([(HookScene.PipelineId, "Admin")], Assignments(scene));
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_OfAnApplicationOfTheOperators_SaysWhatToAddAndChangesNothing(string shell)
    {
        using var scene = new HookScene();
        scene.Set("GATEWAY_ENTRA_AUDIENCE", scene.AddApplication(HookScene.UserId));
        var application = scene.Applications[0].ToJsonString();

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains($"lacks the redirect address {Console}", run.Output, StringComparison.Ordinal);
        Assert.Contains($"Admin {HookScene.UserId}", run.Output, StringComparison.Ordinal);
        Assert.Equal(application, scene.Applications[0].ToJsonString());
        Assert.Empty(Assignments(scene));
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_ToldToSkip_SaysWhichAddressIsNeeded(string shell)
    {
        using var scene = new HookScene();
        scene.Set("GATEWAY_ENTRA", "skip");

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains(Console, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("az ad", scene.CommandLines, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_WithoutAnAudience_SaysWhatSetsIt(string shell)
    {
        using var scene = new HookScene();

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("azd provision", run.Errors, StringComparison.Ordinal);
    }

    internal static (string Principal, string Role)[] Assignments(HookScene scene)
    {
        var roles = scene.Applications.SelectMany(each => each["appRoles"]?.AsArray() ?? []).ToDictionary(each => each?["id"]?.GetValue<string>() ?? "", each => each?["value"]?.GetValue<string>() ?? "");
        return [.. HookState.ListOf(scene.Root, "assignments").Select(each => (each?["principalId"]?.GetValue<string>() ?? "", roles[each?["appRoleId"]?.GetValue<string>() ?? ""]))];
    }
}
