using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AzureStandIn;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The files of infra/hooks, and what azure.yaml says of them.</summary>
public sealed partial class HookFilesTests
{
    private static readonly string[] Events = ["preprovision", "postprovision", "postdeploy"];
    private static readonly string[] Files = [.. Checkout.Files("infra/hooks")];

    public static TheoryData<string> ShellFiles => [.. Files.Where(file => file.EndsWith(".sh", StringComparison.Ordinal))];

    [Fact]
    public void Hooks_OfAzureYaml_AreThereForBothPlatforms()
    {
        var hooks = Checkout.Read("azure.yaml").ReplaceLineEndings("\n").Split("\nhooks:\n")[1];

        Assert.Equal(string.Concat(Events.Select(name => $"""
              {name}:
                posix:
                  shell: sh
                  run: infra/hooks/{name}.sh
                  interactive: true
                windows:
                  shell: pwsh
                  run: infra/hooks/{name}.ps1
                  interactive: true

            """.ReplaceLineEndings("\n"))), hooks);
        Assert.All(Events, name => Assert.All(["sh", "ps1"], kind => Assert.Contains($"infra/hooks/{name}.{kind}", Files)));
    }

    [Fact]
    public void Scripts_AreThereInBothShells() =>
        Assert.All(Files.Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension), name =>
            Assert.All(["sh", "ps1"], kind => Assert.Contains($"infra/hooks/{name}.{kind}", Files)));

    [Fact]
    public void Scripts_ThatAreRun_MayBeRun() =>
        Assert.All([.. Events, "assign-role"], name => Assert.True(
            OperatingSystem.IsWindows() || File.GetUnixFileMode(Checkout.PathOf($"infra/hooks/{name}.sh")).HasFlag(UnixFileMode.UserExecute), name));

    [Theory]
    [MemberData(nameof(ShellFiles))]
    public async Task Script_ReadByTheShell_HasNoMistake(string script)
    {
        var read = await ToolRun.StartAsync("/bin/sh", ["-n", script], Checkout.Root);

        Assert.Equal((0, ""), (read.ExitCode, read.Errors));
    }

    // Commands of extensions, such as "azd env exec", are not everywhere.
    [Fact]
    public void Commands_OfTheScripts_AreThoseOfTheStandIn()
    {
        var used = Files.Where(file => !file.EndsWith(".json", StringComparison.Ordinal))
            .SelectMany(file => Checkout.Read(file).Split('\n').Where(line => !line.TrimStart().StartsWith('#')))
            .SelectMany(line => Command().Matches(line).Select(match => match.Groups[1].Value.Replace("Invoke-Az", "az", StringComparison.Ordinal).Replace("Get-AzRows", "az", StringComparison.Ordinal)))
            .ToArray();

        Assert.Contains("azd env set", used);
        Assert.Contains("az ad app show", used);
        string[] said = ["az login", "azd up", "azd provision", "azd hooks run", "azd env refresh", "azd env new"];
        Assert.All(used, command => Assert.Contains(CommandLine.Known.Keys.Concat(said), known => $"{command} ".StartsWith($"{known} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void AppRoles_AreTheFourOfTheAdminApi()
    {
        var roles = Roles();

        Assert.Equal(["Admin", "PolicyManager", "Approver", "Viewer"], roles.Select(role => role["value"]?.GetValue<string>() ?? ""));
        Assert.Equal(4, roles.Select(role => Guid.Parse(role["id"]?.GetValue<string>() ?? "")).Distinct().Count());
        // Only people may decide on approvals, so no application may have that role.
        Assert.Equal("""["User"]""", roles[2]["allowedMemberTypes"]?.ToJsonString());
    }

    // In sh nothing reads JSON, so the roles are listed there again.
    [Fact]
    public void AppRoles_OfTheShellScript_AreThoseOfTheFile()
    {
        var words = Roles().Select(role => $"{role["value"]}:{string.Join('+', HookState.Texts(role["allowedMemberTypes"]).Order(StringComparer.Ordinal))}");

        Assert.Contains($"app_roles='{string.Join(' ', words)}'", Checkout.Read("infra/hooks/entra.sh"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("04b07795-8ddb-461a-bbee-02f9e1bf7b46")]
    [InlineData("37eb2219-ef3f-444f-b6f0-a2755456f31a")]
    public void Ids_AreTheSameInBothShells(string id) =>
        Assert.All(["sh", "ps1"], kind => Assert.Contains($"'{id}'", Checkout.Read($"infra/hooks/entra.{kind}").Replace($"={id}\n", $"='{id}'\n", StringComparison.Ordinal), StringComparison.Ordinal));

    private static JsonNode[] Roles() => [.. (JsonNode.Parse(Checkout.Read("infra/hooks/app-roles.json"))?.AsArray() ?? []).OfType<JsonNode>()];

    [GeneratedRegex(@"(?<![\w./-])((?:azd|az|Invoke-Az|Get-AzRows)(?: [a-z]+(?:-[a-z]+)*)+)")]
    private static partial Regex Command();
}
