using System.Net;
using System.Net.Sockets;
using FuncGateway.Cli.Tests.Running;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Tests;

/// <summary>The dotnet tool, as people install it: packed, installed, and run far from any checkout.</summary>
public sealed class ToolPackageTests
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    // A package that is installed comes from nowhere else, and no package is looked for on the network.
    private const string NuGetConfig = """
        <configuration>
          <packageSources>
            <clear />
            <add key="packed" value="packed" />
          </packageSources>
        </configuration>
        """;

    [Fact]
    public async Task Tool_ThatIsInstalled_RunsTheDemo()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "home"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "NuGet.config"), NuGetConfig);

        // What these tests were built with is packed.
        await RunAsync(folder.Path, "dotnet", "pack", Checkout.Folder("src/FuncGateway.Cli"), "--no-build", "-c", Configuration, "-o", Path.Combine(folder.Path, "packed"), "--nologo");
        await RunAsync(folder.Path, "dotnet", "tool", "install", "FuncGateway.Cli", "--version", "1.0.0", "--tool-path", "tools", "--configfile", "NuGet.config", "--no-cache");
        var fgw = Path.Combine(folder.Path, "tools", OperatingSystem.IsWindows() ? "fgw.exe" : "fgw");

        Assert.Equal("1.0.0", (await RunAsync(folder.Path, fgw, "--version")).Trim());
        Assert.Contains("policy", await RunAsync(folder.Path, fgw, "--help"), StringComparison.Ordinal);
        var demo = await RunAsync(folder.Path, fgw, "demo", "--exit", "--port", "0", $"--FuncGateway:AzuritePort={FreePorts()}");

        Assert.Contains("The results match the policy.", demo, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.Path, "home"), "azurite.js", SearchOption.AllDirectories));
    }

    /// <summary>Runs a program in the folder, with a home of its own in it, and returns what it wrote.</summary>
    private static async Task<string> RunAsync(string folder, string program, params string[] args)
    {
        var (home, user) = (Path.Combine(folder, "home"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
        var variables = new Dictionary<string, string>
        {
            ["HOME"] = home,
            ["XDG_DATA_HOME"] = home,
            ["XDG_CONFIG_HOME"] = home,
            ["LOCALAPPDATA"] = home,
            ["APPDATA"] = home,

            // npm goes on using the registry and the cache of this user.
            ["npm_config_userconfig"] = Path.Combine(user, ".npmrc"),
            ["npm_config_cache"] = Path.Combine(user, ".npm"),
            ["NUGET_PACKAGES"] = Path.Combine(folder, "nuget"),
            ["DOTNET_CLI_HOME"] = home,
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        var result = await FgwProcess.RunProgramAsync(program, folder, variables, args);
        Assert.True(result.Code == 0, $"{program} {string.Join(' ', args)}: {result}");
        return result.Output;
    }

    // The first of three that are free, so that an Azurite of this machine is neither used nor disturbed. Below those that systems give to connections, because npm takes a while.
    private static int FreePorts() =>
        Enumerable.Range(Environment.ProcessId, 1_000).Select(number => 21_000 + (number % 1_000 * 10)).First(port => IsFree(port) && IsFree(port + 1) && IsFree(port + 2));

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
