using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The hook preprovision where the environment has no audience yet.</summary>
public sealed class HookApplicationTests
{
    private const string AzureCli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_InANewEnvironment_RegistersTheApplication(string shell)
    {
        using var scene = new HookScene();

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var application = Assert.Single(scene.Applications);
        var clientId = application["appId"]?.GetValue<string>();
        var api = application["api"];
        Assert.Equal("FuncGateway (sample)", application["displayName"]?.GetValue<string>());
        Assert.Equal([scene.Value("GATEWAY_ENTRA_TAG")], HookState.Texts(application["tags"]));
        Assert.Matches($"^{HookScene.Tag}[A-Za-z0-9]{{24,}}$", scene.Value("GATEWAY_ENTRA_TAG"));
        Assert.Equal([HookScene.UserId], HookState.Texts(application["owners"]));
        Assert.Equal([$"api://{clientId}"], HookState.Texts(application["identifierUris"]));
        Assert.Equal(["Admin", "PolicyManager", "Approver", "Viewer"], application["appRoles"]?.AsArray().Select(role => role?["value"]?.GetValue<string>()));
        Assert.Equal(2, api?["requestedAccessTokenVersion"]?.GetValue<int>());
        var scope = Assert.Single(api?["oauth2PermissionScopes"]?.AsArray() ?? []);
        var trusted = Assert.Single(api?["preAuthorizedApplications"]?.AsArray() ?? []);
        Assert.Equal(("access", AzureCli), (scope?["value"]?.GetValue<string>(), trusted?["appId"]?.GetValue<string>()));
        Assert.Equal([scope?["id"]?.GetValue<string>() ?? ""], HookState.Texts(trusted?["delegatedPermissionIds"]));
        Assert.Contains(scene.Root["servicePrincipals"]?.AsArray() ?? [], each => each?["appId"]?.GetValue<string>() == clientId);
        Assert.Equal(clientId, scene.Value("GATEWAY_ENTRA_AUDIENCE"));
        Assert.Empty(scene.TemporaryFiles);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_ASecondTime_ChangesNothing(string shell)
    {
        using var scene = new HookScene();
        await scene.RunAsync(shell, "preprovision");
        var (state, writes) = (scene.State, scene.Writes.Length);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("nothing to change", run.Output, StringComparison.Ordinal);
        Assert.Equal(state, scene.State);
        Assert.Equal(writes, scene.Writes.Length);
    }

    [Theory]
    [InlineData("sh", "pwsh")]
    [InlineData("pwsh", "sh")]
    public async Task Preprovision_AfterTheOtherShell_ChangesNothing(string first, string second)
    {
        using var scene = new HookScene();
        await scene.RunAsync(first, "preprovision");
        await scene.RunAsync(first, "postprovision");
        var state = scene.State;

        var runs = new[] { await scene.RunAsync(second, "preprovision"), await scene.RunAsync(second, "postprovision") };

        Assert.All(runs, run => Assert.Equal((0, ""), (run.ExitCode, run.Errors)));
        Assert.Equal(state, scene.State);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_AfterAnInterruption_FindsItsApplicationByTag(string shell)
    {
        using var scene = new HookScene();
        scene.Set("GATEWAY_ENTRA_TAG", $"{HookScene.Tag}random");
        var clientId = scene.AddApplication(HookScene.UserId, $"{HookScene.Tag}random", "Renamed since");

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(clientId, scene.Value("GATEWAY_ENTRA_AUDIENCE"));
        Assert.Equal([$"api://{clientId}"], HookState.Texts(Assert.Single(scene.Applications)["identifierUris"]));
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_WithAForeignApplicationOfTheName_RegistersItsOwn(string shell)
    {
        using var scene = new HookScene();
        var foreign = scene.AddApplication(HookScene.StrangerId);
        var before = scene.Applications[0].ToJsonString();

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(before, scene.Applications[0].ToJsonString());
        Assert.Equal(2, scene.Applications.Length);
        Assert.NotEqual(foreign, scene.Value("GATEWAY_ENTRA_AUDIENCE"));
    }

    // Whoever registers an application can make anybody its owner, without asking.
    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_WithAForeignApplicationThatNamesTheDeployerAsOwner_RegistersItsOwn(string shell)
    {
        using var scene = new HookScene();
        var foreign = scene.AddApplication(HookScene.StrangerId, HookScene.Tag);
        scene.ChangeApplication(application => HookState.ListOf(application, "owners").Add(HookScene.UserId));
        var before = scene.Applications[0].ToJsonString();

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(before, scene.Applications[0].ToJsonString());
        Assert.NotEqual(foreign, scene.Value("GATEWAY_ENTRA_AUDIENCE"));
    }

    // Another application would lock out everybody who has a role in the one that is deployed, and other options would be lost.
    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_OnAMachineWithoutTheValuesOfTheDeployment_StopsAndSaysHowToFetchThem(string shell)
    {
        using var scene = new HookScene();
        scene.Change(root => root["groups"] = new JsonArray("rg-sample"));
        scene.Set("GATEWAY_URL", null);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("azd env refresh --environment sample", run.Errors, StringComparison.Ordinal);
        Assert.Empty(scene.Writes);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_WhereEntraWasSkippedBefore_RegistersTheApplication(string shell)
    {
        using var scene = new HookScene();
        scene.Change(root => root["groups"] = new JsonArray("rg-sample"));

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Single(scene.Applications);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_WithAForeignAndAnOwnApplicationOfTheTag_UsesItsOwn(string shell)
    {
        using var scene = new HookScene();
        scene.Set("GATEWAY_ENTRA_TAG", HookScene.Tag);
        scene.AddApplication(HookScene.StrangerId, HookScene.Tag);
        var own = scene.AddApplication(HookScene.UserId, HookScene.Tag);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(own, scene.Value("GATEWAY_ENTRA_AUDIENCE"));
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_WithTwoOwnApplications_NamesThemAndStops(string shell)
    {
        using var scene = new HookScene();
        scene.Set("GATEWAY_ENTRA_TAG", HookScene.Tag);
        string[] own = [scene.AddApplication(HookScene.UserId, HookScene.Tag), scene.AddApplication(HookScene.UserId, HookScene.Tag)];

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.All(own, each => Assert.Contains(each, run.Errors, StringComparison.Ordinal));
        Assert.Empty(scene.Writes);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_WhileTheNewApplicationIsNotEverywhereYet_TriesAgain(string shell)
    {
        using var scene = new HookScene();
        scene.Change(root => root["newHiddenFor"] = 3);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Single(Assert.Single(scene.Applications)["api"]?["preAuthorizedApplications"]?.AsArray() ?? []);
    }

    [Theory]
    [InlineData("sh", "users")]
    [InlineData("sh", "none")]
    [InlineData("pwsh", "users")]
    [InlineData("pwsh", "none")]
    public async Task Preprovision_AsAServicePrincipal_IsOwnerOfWhatItRegisters(string shell, string ownersOfNew)
    {
        using var scene = new HookScene();
        scene.Change(HookState.SignInPipeline);
        scene.Change(root => root["ownersOfNew"] = ownersOfNew);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal([HookScene.PipelineId], HookState.Texts(Assert.Single(scene.Applications)["owners"]));
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_OfAnApplicationThatTheOperatorExtended_KeepsTheirPart(string shell)
    {
        using var scene = new HookScene();
        var clientId = scene.AddApplication(HookScene.UserId, HookScene.Tag);
        scene.Set("GATEWAY_ENTRA_AUDIENCE", clientId);
        scene.ChangeApplication(application =>
        {
            HookState.ListOf(application, "identifierUris").Add("https://example.com/gateway");
            var role = Entitlement("Auditör", "allowedMemberTypes", new JsonArray("User"));
            role["origin"] = "Application";
            HookState.ListOf(application, "appRoles").Add(role);
            HookState.ListOf(application, "appRoles").Add(Entitlement(null, "allowedMemberTypes", new JsonArray("User")));
            HookState.ListOf(Api(application), "oauth2PermissionScopes").Add(Entitlement("read", "type", "User"));
            HookState.ListOf(Api(application), "preAuthorizedApplications").Add(new JsonObject { ["appId"] = HookScene.PipelineClientId, ["delegatedPermissionIds"] = new JsonArray() });
        });

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var after = Assert.Single(scene.Applications);
        Assert.Equal(["https://example.com/gateway", $"api://{clientId}"], HookState.Texts(after["identifierUris"]));
        Assert.Equal(["Auditör", null, "Admin", "PolicyManager", "Approver", "Viewer"], after["appRoles"]?.AsArray().Select(role => role?["value"]?.GetValue<string>()));
        Assert.Equal(["read", "access"], Api(after)["oauth2PermissionScopes"]?.AsArray().Select(scope => scope?["value"]?.GetValue<string>()));
        Assert.Equal([HookScene.PipelineClientId, AzureCli], Api(after)["preAuthorizedApplications"]?.AsArray().Select(each => each?["appId"]?.GetValue<string>()));
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Preprovision_WhereOnePropertyDiffers_ChangesThatOne(string shell)
    {
        using var scene = new HookScene();
        await scene.RunAsync(shell, "preprovision");
        var (state, writes) = (scene.State, scene.Writes.Length);
        scene.ChangeApplication(application => Api(application)["requestedAccessTokenVersion"] = 1);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Contains("Changed: token version.", run.Output, StringComparison.Ordinal);
        Assert.Equal(state, scene.State);
        Assert.Equal(writes + 1, scene.Writes.Length);
    }

    [Theory]
    [InlineData("sh", "AZURE_ENV_NAME", "o'hara", "letters, digits")]
    [InlineData("sh", "AZURE_SUBSCRIPTION_ID", "x' or '1'=='1", "a GUID")]
    [InlineData("pwsh", "AZURE_ENV_NAME", "o'hara", "letters, digits")]
    [InlineData("pwsh", "AZURE_SUBSCRIPTION_ID", "x' or '1'=='1", "a GUID")]
    public async Task Preprovision_WithAnOddValue_NamesItAndWhatIsAccepted(string shell, string name, string value, string accepted)
    {
        using var scene = new HookScene();
        scene.Set(name, value);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{name} is '{value}'", run.Errors, StringComparison.Ordinal);
        Assert.Contains(accepted, run.Errors, StringComparison.Ordinal);
        Assert.Empty(scene.Writes);
    }

    private static JsonObject Api(JsonObject application) => application["api"]?.AsObject() ?? [];

    private static JsonObject Entitlement(string? value, string property, JsonNode kind) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["value"] = value,
        ["isEnabled"] = true,
        [property] = kind,
    };
}
