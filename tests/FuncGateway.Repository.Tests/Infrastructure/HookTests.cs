using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

public sealed class HookTests
{
    private static readonly Dictionary<string, string> Vault = new() { ["GATEWAY_VAULT_NAME"] = "kv-sample", ["GATEWAY_VAULT_PAUSE_SECONDS"] = "0" };
    private static readonly Dictionary<string, string> Redirect = new() { ["GATEWAY_URL"] = "https://gateway.example", ["GATEWAY_ENTRA_AUDIENCE"] = "client-1" };
    private static readonly Dictionary<string, string> Sample = new() { ["AZURE_ENV_NAME"] = "sample" };

    // The answers of az in a directory without the application, or with it if $STATE/app exists.
    private const string Directory = """
        case "$1 $2 $3" in
          "ad app list") [ -f "$STATE/app" ] && echo client-1 ;;
          "ad app create") : > "$STATE/app"; echo client-1 ;;
          "ad app show") echo object-1 ;;
          "ad sp list") [ -f "$STATE/sp" ] && echo principal-1 ;;
          "ad sp create") : > "$STATE/sp" ;;
        esac
        exit 0
        """;

    public static TheoryData<string> Scripts => [.. Checkout.Files("infra/hooks").Where(file => file.EndsWith(".sh", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script_ReadByTheShell_HasNoMistake(string script)
    {
        var read = await ToolRun.StartAsync("sh", ["-n", script], Checkout.Root);

        Assert.Equal((0, ""), (read.ExitCode, read.Errors));
    }

    [Fact]
    public async Task VaultKeys_InAnEmptyVault_MakesBothAndShowsNeither()
    {
        using var hook = new HookRun("""
            case "$*" in *"secret set"*) cat "$9" >> "$STATE/values"; echo >> "$STATE/values" ;; esac
            """);

        var run = await hook.RunAsync("vault-keys.sh", Vault);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(["session-key", "approval-key"], Made(hook));
        var keys = await File.ReadAllLinesAsync(hook.StateFile("values"));
        Assert.Equal(2, keys.Distinct().Count());
        Assert.All(keys, key =>
        {
            Assert.Equal(32, Convert.FromBase64String(key).Length);
            Assert.DoesNotContain(key, run.Output + string.Concat(hook.Calls), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task VaultKeys_WhereOneIsThere_MakesOnlyTheOther()
    {
        using var hook = new HookRun("""case "$*" in *"secret list"*) echo upstream-token; echo session-key ;; esac""");

        var run = await hook.RunAsync("vault-keys.sh", Vault);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["approval-key"], Made(hook));
    }

    [Fact]
    public async Task VaultKeys_WhileTheRoleIsNotThereYet_TriesAgain()
    {
        using var hook = new HookRun("""
            case "$*" in *"secret list"*) [ -f "$STATE/asked" ] || { : > "$STATE/asked"; echo Forbidden >&2; exit 1; } ;; esac
            """);

        var run = await hook.RunAsync("vault-keys.sh", Vault);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, Made(hook).Length);
    }

    [Fact]
    public async Task VaultKeys_OfAVaultThatCannotBeRead_FailsAndMakesNothing()
    {
        using var hook = new HookRun("echo Forbidden >&2; exit 1");

        var run = await hook.RunAsync("vault-keys.sh", new(Vault) { ["GATEWAY_VAULT_ATTEMPTS"] = "3" });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Forbidden", run.Errors, StringComparison.Ordinal);
        Assert.Equal(3, hook.Calls.Length);
    }

    [Fact]
    public async Task EntraApp_RunTwice_MakesOneApplication()
    {
        using var hook = new HookRun(Directory);

        var first = await hook.RunAsync("entra-app.sh", Sample);
        var second = await hook.RunAsync("entra-app.sh", Sample);

        Assert.Equal((0, 0, ""), (first.ExitCode, second.ExitCode, first.Errors + second.Errors));
        Assert.Single(hook.Calls, call => call.StartsWith("az ad app create", StringComparison.Ordinal));
        Assert.Single(hook.Calls, call => call.StartsWith("az ad sp create", StringComparison.Ordinal));
        Assert.Equal(2, hook.Calls.Count(call => call == "azd env set GATEWAY_ENTRA_AUDIENCE client-1"));
    }

    [Fact]
    public async Task EntraApp_SendsJsonThatGraphCanRead()
    {
        using var hook = new HookRun(Directory);

        await hook.RunAsync("entra-app.sh", Sample);

        var bodies = hook.Calls.Where(call => call.Contains("--body", StringComparison.Ordinal))
            .Select(call => JsonNode.Parse(call.Split("--body ")[1].Split(" --output")[0])?["api"]).ToArray();
        Assert.Equal(2, bodies.Length);
        Assert.Equal(2, bodies[0]?["requestedAccessTokenVersion"]?.GetValue<int>());
        Assert.Equal(
            bodies[0]?["oauth2PermissionScopes"]?[0]?["id"]?.GetValue<string>() ?? "none",
            bodies[1]?["preAuthorizedApplications"]?[0]?["delegatedPermissionIds"]?[0]?.GetValue<string>());
    }

    [Fact]
    public async Task EntraApp_WithTwoApplicationsOfTheName_StopsAndSaysSo()
    {
        using var hook = new HookRun("""case "$1 $2 $3" in "ad app list") printf 'client-1\nclient-2\n' ;; esac""");

        var run = await hook.RunAsync("entra-app.sh", Sample);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("GATEWAY_ENTRA_AUDIENCE", run.Errors, StringComparison.Ordinal);
        Assert.Single(hook.Calls);
    }

    [Theory]
    [InlineData("", """["https://gateway.example/ui"]""")]
    [InlineData("https://other.example/ui\nhttps://third.example/", """["https://other.example/ui","https://third.example/","https://gateway.example/ui"]""")]
    public async Task ConsoleRedirect_OfAnApplication_AddsTheAddressAndKeepsTheOthers(string present, string sent)
    {
        using var hook = new HookRun($$"""
            case "$*" in *spa.redirectUris*) printf '%s' '{{present}}' ;; "ad app show"*) echo object-1 ;; esac
            """);

        var run = await hook.RunAsync("console-redirect.sh", Redirect);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var body = Assert.Single(hook.Calls, call => call.Contains("/applications/object-1", StringComparison.Ordinal)).Split("--body ")[1].Split(" --output")[0];
        Assert.Equal(sent, JsonNode.Parse(body)?["spa"]?["redirectUris"]?.ToJsonString());
    }

    [Fact]
    public async Task ConsoleRedirect_ThatIsThere_ChangesNothing()
    {
        using var hook = new HookRun("""case "$*" in *spa.redirectUris*) echo https://gateway.example/ui ;; esac""");

        var run = await hook.RunAsync("console-redirect.sh", Redirect);

        Assert.Equal(0, run.ExitCode);
        Assert.Single(hook.Calls);
    }

    [Fact]
    public async Task ConsoleRedirect_Skipped_SaysWhatIsMissing()
    {
        using var hook = new HookRun("exit 1");

        var run = await hook.RunAsync("console-redirect.sh", new(Redirect) { ["GATEWAY_ENTRA"] = "skip" });

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(hook.Calls);
        Assert.Contains("https://gateway.example/ui", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntraApp_Skipped_TouchesNothing()
    {
        using var hook = new HookRun("exit 1");

        var run = await hook.RunAsync("entra-app.sh", new(Sample) { ["GATEWAY_ENTRA"] = "skip" });

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(hook.Calls);
    }

    [Fact]
    public void AppRoles_AreTheFourOfTheAdminApi()
    {
        var roles = JsonNode.Parse(Checkout.Read("infra/hooks/app-roles.json"))?.AsArray().OfType<JsonNode>().ToArray() ?? [];

        Assert.Equal(["Admin", "PolicyManager", "Approver", "Viewer"], roles.Select(role => role["value"]?.GetValue<string>()));
        Assert.Equal(4, roles.Select(role => Guid.Parse(role["id"]?.GetValue<string>() ?? "")).Distinct().Count());
        // Only people may decide on approvals, so no application may have that role.
        Assert.Equal("""["User"]""", roles[2]["allowedMemberTypes"]?.ToJsonString());
    }

    private static string[] Made(HookRun hook) =>
        [.. hook.Calls.Where(call => call.Contains("secret set", StringComparison.Ordinal)).Select(call => call.Split("--name ")[1].Split(' ')[0])];
}
