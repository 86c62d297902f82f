using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The keys that the hook postprovision makes.</summary>
public sealed class HookVaultTests
{
    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_InAnEmptyVault_MakesBothKeysAndShowsNeither(string shell)
    {
        using var scene = Scene();

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var keys = new[] { Secret(scene, "session-key"), Secret(scene, "approval-key") };
        Assert.NotEqual(keys[0], keys[1]);
        Assert.All(keys, key =>
        {
            Assert.Equal(32, Convert.FromBase64String(key).Length);
            Assert.DoesNotContain(key, run.Output + scene.CommandLines, StringComparison.Ordinal);
        });
        Assert.Empty(scene.TemporaryFiles);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_WhereOneKeyIsThere_MakesOnlyTheOther(string shell)
    {
        using var scene = Scene();
        scene.Change(root => Vault(root)["secrets"] = new JsonObject { ["upstream-token"] = "theirs", ["session-key"] = "kept" });

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal("kept", Secret(scene, "session-key"));
        Assert.Equal(32, Convert.FromBase64String(Secret(scene, "approval-key")).Length);
        Assert.Single(scene.Writes);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_WhileTheRoleIsNotThereYet_TriesAgain(string shell)
    {
        using var scene = Scene();
        scene.Change(root => Vault(root)["refusals"] = 2);

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("attempt 2 of 20", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, scene.Writes.Length);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_OfAVaultThatCannotBeRead_FailsAndMakesNothing(string shell)
    {
        using var scene = Scene();
        scene.Change(root => Vault(root)["refusals"] = 100);
        scene.Set("GATEWAY_VAULT_ATTEMPTS", "3");

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Forbidden", run.Errors, StringComparison.Ordinal);
        Assert.Contains("kv-sample could not be read in 3 attempts", run.Errors, StringComparison.Ordinal);
        Assert.Equal(3, scene.Calls.Count(call => call["exitCode"]?.GetValue<int>() == 1));
        Assert.Empty(scene.Writes);
        Assert.Empty(scene.TemporaryFiles);
    }

    // A vault in a network: what is not about its keys still happens, and the deployment goes on.
    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_OfAVaultThatIsClosedToThisMachine_SaysSoAndGoesOn(string shell)
    {
        using var scene = new HookScene();
        await scene.RunAsync(shell, "preprovision");
        scene.Change(root => Vault(root)["closed"] = true);

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("kv-sample does not let this machine in", run.Output, StringComparison.Ordinal);
        Assert.Contains("has the role Admin now", run.Output, StringComparison.Ordinal);
        Assert.Single(scene.Calls, call => call["exitCode"]?.GetValue<int>() == 1);
    }

    // The rule of the vault was changed a moment ago.
    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postprovision_OfAVaultThatLetsTheOperatorIn_TriesAgain(string shell)
    {
        using var scene = Scene();
        scene.Change(root => Vault(root)["closed"] = true);
        scene.Set("GATEWAY_OPERATOR_IP", "203.0.113.7");
        scene.Set("GATEWAY_VAULT_ATTEMPTS", "3");

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, scene.Calls.Count(call => call["exitCode"]?.GetValue<int>() == 1));
    }

    [Theory]
    [InlineData("sh", "GATEWAY_VAULT_ATTEMPTS", "many", "a whole number")]
    [InlineData("sh", "GATEWAY_VAULT_NAME", "", "provisioning")]
    [InlineData("pwsh", "GATEWAY_VAULT_ATTEMPTS", "many", "a whole number")]
    [InlineData("pwsh", "GATEWAY_VAULT_NAME", "", "provisioning")]
    public async Task Postprovision_WithAWrongValue_NamesIt(string shell, string name, string value, string said)
    {
        using var scene = Scene();
        scene.Set(name, value);

        var run = await scene.RunAsync(shell, "postprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(name, run.Errors, StringComparison.Ordinal);
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
    }

    private static HookScene Scene()
    {
        var scene = new HookScene();
        scene.Set("GATEWAY_ENTRA", "skip");
        return scene;
    }

    private static JsonObject Vault(JsonObject root) => root["vaults"]?["kv-sample"]?.AsObject() ?? [];

    private static string Secret(HookScene scene, string name) => Vault(scene.Root)["secrets"]?[name]?.GetValue<string>() ?? "";
}
