using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>No hook works in another tenant than the environment's.</summary>
public sealed class HookTenantTests
{
    [Theory]
    [InlineData("sh", "preprovision")]
    [InlineData("sh", "postprovision")]
    [InlineData("pwsh", "preprovision")]
    [InlineData("pwsh", "postprovision")]
    public async Task Hook_InAnotherTenant_NamesBothAndChangesNothing(string shell, string hook)
    {
        using var scene = new HookScene();
        scene.Change(root => root["tenant"] = HookScene.OtherTenant);

        var run = await scene.RunAsync(shell, hook);

        Assert.Equal(1, run.ExitCode);
        Assert.All(
            [$"signed in to the tenant {HookScene.OtherTenant}", $"belongs to the tenant {HookScene.Tenant}", $"az login --tenant {HookScene.Tenant}"],
            each => Assert.Contains(each, run.Errors, StringComparison.Ordinal));
        Assert.Empty(scene.Writes);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Hook_WithoutATenantInTheEnvironment_TakesThatOfTheSubscription(string shell)
    {
        using var scene = new HookScene();
        scene.Set("AZURE_TENANT_ID", null);
        scene.Set("AZURE_SUBSCRIPTION_ID", HookScene.Subscription.ToUpperInvariant());

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith(HookScene.Tag, Assert.Single(HookState.Texts(Assert.Single(scene.Applications)["tags"])), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Hook_WithASubscriptionOfAnotherTenant_NamesBothTenants(string shell)
    {
        using var scene = new HookScene();
        scene.Set("AZURE_TENANT_ID", null);
        scene.Change(root => root["tenant"] = HookScene.OtherTenant);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"az login --tenant {HookScene.Tenant}", run.Errors, StringComparison.Ordinal);
        Assert.Empty(scene.Writes);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Hook_WithASubscriptionThatIsNotListed_SaysSo(string shell)
    {
        using var scene = new HookScene();
        scene.Set("AZURE_TENANT_ID", null);
        scene.Change(root => root["subscriptions"] = new JsonArray());

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"does not list the subscription {HookScene.Subscription} for {HookScene.User}", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh", "AZURE_TENANT_ID")]
    [InlineData("sh", "AZURE_ENV_NAME")]
    [InlineData("pwsh", "AZURE_TENANT_ID")]
    [InlineData("pwsh", "AZURE_ENV_NAME")]
    public async Task Hook_WithoutASubscription_SaysToRunAzdUp(string shell, string alsoMissing)
    {
        using var scene = new HookScene();
        scene.Set("AZURE_SUBSCRIPTION_ID", null);
        scene.Set(alsoMissing, null);

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("azd up", run.Errors, StringComparison.Ordinal);
        Assert.Empty(scene.Writes);
    }

    [Theory]
    [InlineData("sh", "preprovision")]
    [InlineData("sh", "postprovision")]
    [InlineData("pwsh", "preprovision")]
    [InlineData("pwsh", "postprovision")]
    public async Task Hook_WhereNobodyIsSignedIn_SaysHowTo(string shell, string hook)
    {
        using var scene = new HookScene();
        scene.Change(root => root["signedIn"] = false);

        var run = await scene.RunAsync(shell, hook);

        Assert.Equal((1, "The Azure CLI is not signed in. Run: az login"), (run.ExitCode, run.Errors.Trim()));
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Hook_AsAManagedIdentity_SaysWhatToDo(string shell)
    {
        using var scene = new HookScene();
        scene.Change(root => root["account"] = new JsonObject { ["type"] = "servicePrincipal", ["name"] = "systemAssignedIdentity" });

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("azd env set GATEWAY_ENTRA skip", run.Errors, StringComparison.Ordinal);
    }
}
