using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The script assign-role, which people run.</summary>
public sealed class HookRoleTests
{
    [Theory]
    [InlineData("sh", "stranger@example.com")]
    [InlineData("sh", HookScene.StrangerId)]
    [InlineData("pwsh", "stranger@example.com")]
    [InlineData("pwsh", HookScene.StrangerId)]
    public async Task AssignRole_ToAPerson_GivesIt(string shell, string person)
    {
        using var scene = await ProvisionedAsync();

        var run = await scene.RunByHandAsync(shell, "assign-role", "Approver", person);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal([(HookScene.StrangerId, "Approver")], HookSignInTests.Assignments(scene));
        Assert.Empty(scene.TemporaryFiles);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task AssignRole_Twice_GivesItOnce(string shell)
    {
        using var scene = await ProvisionedAsync();
        await scene.RunByHandAsync(shell, "assign-role", "Viewer", HookScene.User);

        var run = await scene.RunByHandAsync(shell, "assign-role", "Viewer", HookScene.User);

        Assert.Equal((0, $"Entra: {HookScene.User} has the role Viewer already."), (run.ExitCode, run.Output.Trim()));
        Assert.Single(HookSignInTests.Assignments(scene));
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task AssignRole_ToAnApplication_GivesItWhereTheRoleAllowsThem(string shell)
    {
        using var scene = await ProvisionedAsync();

        var allowed = await scene.RunByHandAsync(shell, "assign-role", "PolicyManager", HookScene.PipelineClientId);
        var refused = await scene.RunByHandAsync(shell, "assign-role", "Approver", HookScene.PipelineClientId);

        Assert.Equal((0, 1), (allowed.ExitCode, refused.ExitCode));
        Assert.Contains("for people only", refused.Errors, StringComparison.Ordinal);
        Assert.Equal([(HookScene.PipelineId, "PolicyManager")], HookSignInTests.Assignments(scene));
    }

    [Theory]
    [InlineData("sh", "admin")]
    [InlineData("sh", "x' || 'y")]
    [InlineData("pwsh", "admin")]
    [InlineData("pwsh", "x' || 'y")]
    public async Task AssignRole_OfAnUnknownRole_NamesTheFour(string shell, string role)
    {
        using var scene = new HookScene();

        var run = await scene.RunByHandAsync(shell, "assign-role", role, HookScene.User);

        Assert.Equal((1, $"There is no role '{role}'. There are Admin, PolicyManager, Approver, Viewer."), (run.ExitCode, run.Errors.Trim()));
        Assert.Empty(scene.Calls);
    }

    [Theory]
    [InlineData("sh", "nobody@example.com")]
    [InlineData("sh", "00000000-0000-4000-8000-000000000001")]
    [InlineData("pwsh", "nobody@example.com")]
    [InlineData("pwsh", "00000000-0000-4000-8000-000000000001")]
    public async Task AssignRole_ToAnUnknownPerson_SaysSo(string shell, string person)
    {
        using var scene = await ProvisionedAsync();

        var run = await scene.RunByHandAsync(shell, "assign-role", "Admin", person);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"There is no '{person}' in the tenant {HookScene.Tenant}", run.Errors, StringComparison.Ordinal);
        Assert.Empty(HookSignInTests.Assignments(scene));
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task AssignRole_ByAPersonWhoMayNot_SaysWhoCan(string shell)
    {
        using var scene = await ProvisionedAsync();
        scene.Change(root => root["account"] = new JsonObject { ["type"] = "user", ["name"] = "stranger@example.com" });

        var run = await scene.RunByHandAsync(shell, "assign-role", "Admin", "stranger@example.com");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Cloud Application Administrator", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task AssignRole_BeforeProvisioning_SaysWhatToRun(string shell)
    {
        using var scene = new HookScene();

        var run = await scene.RunByHandAsync(shell, "assign-role", "Admin", HookScene.User);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("GATEWAY_ENTRA_AUDIENCE is not set in this environment of azd. Run azd provision", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task AssignRole_WithoutAPerson_SaysWhatItTakes(string shell)
    {
        using var scene = new HookScene();

        var run = await scene.RunByHandAsync(shell, "assign-role", "Admin");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ROLE PERSON", run.Errors, StringComparison.Ordinal);
    }

    private static async Task<HookScene> ProvisionedAsync()
    {
        var scene = new HookScene();
        await scene.RunAsync("sh", "preprovision");
        return scene;
    }
}
