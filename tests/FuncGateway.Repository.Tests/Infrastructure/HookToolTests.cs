namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>What the hooks need on a machine.</summary>
public sealed class HookToolTests
{
    // Part of every system that has a sh; the hooks for PowerShell use none of them.
    private static readonly string[] OfTheSystem = ["base64", "cat", "dirname", "grep", "head", "mktemp", "paste", "rm", "sed", "sleep", "tr", "uname"];

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Hooks_WithNothingButTheirTools_DoTheirWork(string shell)
    {
        using var scene = Apart(shell);

        var first = await scene.RunApartAsync(shell, "preprovision");
        var second = await scene.RunApartAsync(shell, "postprovision");

        Assert.Equal((0, "", 0, ""), (first.ExitCode, first.Errors, second.ExitCode, second.Errors));
    }

    // With Entra left alone too, because the app would not start.
    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Scheduler_WithoutItsPackage_IsRefusedBeforeAnythingIsMade(string shell)
    {
        using var scene = new HookScene();
        scene.Set("GATEWAY_DURABLE_TASK_SCHEDULER", "true");
        scene.Set("GATEWAY_ENTRA", "skip");

        var run = await scene.RunAsync(shell, "preprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("dotnet add src/FuncGateway.Functions package Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged", run.Errors, StringComparison.Ordinal);
        Assert.Empty(scene.Calls);
    }

    // On Windows az is a batch file: cmd reads its command line again, where PowerShell has quoted only arguments with a space.
    [Fact]
    public async Task Arguments_FromPowerShell_SurviveABatchFile()
    {
        using var scene = new HookScene();

        await scene.RunAsync("pwsh", "preprovision");
        await scene.RunAsync("pwsh", "postprovision");
        await scene.RunByHandAsync("pwsh", "assign-role", "Viewer", HookScene.User);

        Assert.Contains("appRoleAssignments?$filter", scene.CommandLines, StringComparison.Ordinal);
        Assert.All(scene.Calls.SelectMany(call => HookState.Texts(call["args"])), argument =>
        {
            Assert.DoesNotMatch("[\"%^!]", argument);
            Assert.True(argument.Contains(' ') || argument.IndexOfAny(['&', '|', '<', '>', '(', ')']) < 0, argument);
        });
    }

    [Theory]
    [InlineData("sh", "preprovision", "az", "The Azure CLI (az) is missing. Install it: https://aka.ms/azure-cli")]
    [InlineData("sh", "postprovision", "az", "The Azure CLI (az) is missing. Install it: https://aka.ms/azure-cli")]
    [InlineData("sh", "preprovision", "azd", "The Azure Developer CLI (azd) is missing. Install it: https://aka.ms/azd")]
    [InlineData("sh", "postdeploy", "curl", "curl is missing. Install it: the packages of this system, for example: apt-get install curl")]
    [InlineData("pwsh", "preprovision", "az", "The Azure CLI (az) is missing. Install it: https://aka.ms/azure-cli")]
    [InlineData("pwsh", "postprovision", "az", "The Azure CLI (az) is missing. Install it: https://aka.ms/azure-cli")]
    [InlineData("pwsh", "preprovision", "azd", "The Azure Developer CLI (azd) is missing. Install it: https://aka.ms/azd")]
    public async Task Hook_WithoutATool_NamesItAndHowToInstallIt(string shell, string hook, string tool, string sentence)
    {
        using var scene = Apart(shell);
        File.Delete(Path.Combine(scene.Bin, tool));

        var run = await scene.RunApartAsync(shell, hook);

        Assert.Equal((1, sentence), (run.ExitCode, run.Errors.Trim()));
        Assert.Empty(scene.Writes);
    }

    [Theory]
    [InlineData("Darwin", "az", "brew install azure-cli")]
    [InlineData("Darwin", "azd", "brew install azure/azd/azd")]
    [InlineData("Darwin", "curl", "brew install curl")]
    [InlineData("MINGW64_NT-10.0", "az", "winget install Microsoft.AzureCLI")]
    [InlineData("MINGW64_NT-10.0", "azd", "winget install Microsoft.Azd")]
    public async Task Hook_OnAnotherSystem_SaysHowToInstallThere(string system, string tool, string how)
    {
        using var scene = Apart("sh");
        File.Delete(Path.Combine(scene.Bin, tool));
        File.Delete(Path.Combine(scene.Bin, "uname"));
        scene.AddScript("uname", $"echo {system}");

        var run = await scene.RunApartAsync("sh", tool == "curl" ? "postdeploy" : "preprovision");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith($"Install it: {how}", run.Errors.Trim(), StringComparison.Ordinal);
    }

    private static HookScene Apart(string shell)
    {
        var scene = new HookScene();
        // PowerShell as a dotnet tool starts itself with dotnet.
        foreach (var tool in shell == "sh" ? OfTheSystem : ["dotnet"])
        {
            File.CreateSymbolicLink(Path.Combine(scene.Bin, tool), Found(tool));
        }

        return scene;
    }

    private static string Found(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"The tests need {tool} on the PATH.");
}
