using FuncGateway.Cli.Tests.Running;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.People;

namespace FuncGateway.Cli.Tests;

/// <summary>Signing in to a gateway with Microsoft Entra, whose tokens the Azure CLI gives. Its program is a stand-in here; everything around it is real.</summary>
public sealed class LoginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Login_WithTheAzureCli_ChoosesTheGatewayUntilLogout()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });
        var token = issuer.Sign(gateway.Time.GetUtcNow(), ["Viewer"]);
        InstallAzureCli($$"""{ "accessToken": "{{token}}", "expiresOn": "2099-01-01 00:00:00.000000", "expires_on": 4070908800, "tokenType": "Bearer" }""");
        var url = UrlOf(gateway);

        var login = await RunAsync("login", "--url", url);
        var who = await RunAsync("whoami");
        var refused = await RunAsync("freeze");
        var logout = await RunAsync("logout");
        var after = await RunAsync("whoami");

        Assert.Equal($"exit code 0\n{url}: erin@example.com, Viewer. 'fgw logout' goes back to the gateway on this machine.\n", login.ToString());
        Assert.Equal($"exit code 0\n{url} (of 'fgw login'): erin@example.com, Viewer\n", who.ToString());
        Assert.Equal(4, refused.Code);
        Assert.Contains("Admin", refused.Error, StringComparison.Ordinal);
        Assert.Equal("exit code 0\nCommands are for the gateway on this machine again.\n", logout.ToString());
        Assert.NotEqual(0, after.Code);
        Assert.Contains("(on this machine)", after.Error, StringComparison.Ordinal);

        // The scope is the one that the gateway names, and no file holds the token.
        Assert.Contains($"--resource api://{TestIssuer.Client}", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "az.log")), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories), file => Path.GetFileName(file) != "az" && File.ReadAllText(file).Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Login_WhenNobodyIsSignedInToAzure_SaysSoAndChoosesNothing()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });

        var refused = await RunAsync("login", "--url", UrlOf(gateway));

        Assert.Equal((4, ""), (refused.Code, refused.Output));
        Assert.StartsWith("fgw: Neither the Azure CLI nor the Azure Developer CLI gave a token for api://", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Sign in with 'az login' or 'azd auth login'", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "login.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Login_AtAGatewayWithoutEntra_SaysWhatItAccepts()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        var refused = await RunAsync("login", "--url", UrlOf(gateway));

        Assert.Equal("exit code 4\nfgw: The gateway has no sign-in with Microsoft Entra; it accepts key. Give the admin key in FUNCGATEWAY_TOKEN.\n", refused.ToString());
    }

    [Fact]
    public async Task Logout_WithoutALogin_SaysSo() => Assert.Equal("exit code 0\nThere was no login.\n", (await RunAsync("logout")).ToString());

    [Theory]
    [InlineData(null, "The gateway is not named.")]
    [InlineData("http://gateway.example.com", "Accepted: https, or http on this machine only")]
    [InlineData("ftp://127.0.0.1", "Accepted: the address of a gateway")]
    public async Task Login_WithoutAnAddressThatIsSafe_IsRefused(string? url, string reason)
    {
        var refused = await RunAsync(url is null ? ["login"] : ["login", "--url", url]);

        Assert.Equal(64, refused.Code);
        Assert.Contains(reason, refused.Error, StringComparison.Ordinal);
    }

    private static string UrlOf(InMemoryGateway gateway) => gateway.Client.BaseAddress?.GetLeftPart(UriPartial.Authority) ?? "";

    private Task<FgwResult> RunAsync(params string[] args) => FgwProcess.RunAsync(
        _folder.Path,
        new Dictionary<string, string> { ["PATH"] = $"{_folder.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}", ["FuncGateway__DataFolder"] = _folder.Path },
        args);

    private void InstallAzureCli(string answer)
    {
        var (program, text) = OperatingSystem.IsWindows()
            ? ("az.cmd", $"@echo %* >> \"{_folder.Path}\\az.log\"\n@echo {answer}\n")
            : ("az", $"#!/bin/sh\necho \"$@\" >> '{_folder.Path}/az.log'\ncat <<'END'\n{answer}\nEND\n");
        var path = Path.Combine(_folder.Path, program);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
