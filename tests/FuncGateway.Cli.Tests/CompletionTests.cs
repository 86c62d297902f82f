using FuncGateway.Cli.Tests.Running;
using FuncGateway.LocalHost;
using FuncGateway.Testing.Tools;

namespace FuncGateway.Cli.Tests;

/// <summary>The scripts of <c>fgw completion</c> in the shells that they are for, where the built <c>fgw</c> is on the PATH.</summary>
public sealed class CompletionTests
{
    private static readonly string Scripts = Checkout.Folder("tests/FuncGateway.Cli.Tests/Completing");
    private static readonly string[] Grant = ["ls", "new", "reset", "revoke", "rotate", "set", "show", "usage"];

    // Also where fgw is not the first command of the line.
    private static readonly string[] Lines = ["fgw gr", "fgw policy check --se", "echo log ; fgw server l", "fgw grant "];

    [Theory]
    [InlineData("bash", "bash --norc --noprofile -i", "setup.bash")]
    [InlineData("zsh", "zsh -f -i", "setup.zsh")]
    public async Task Shell_ThatIsInteractive_CompletesCommandsAndOptions(string shell, string command, string setup)
    {
        await CachedTool.SystemAsync(shell);
        var captured = await CaptureAsync(await CachedTool.SystemAsync("zsh"), ["-f", Path.Combine(Scripts, "type.zsh"), command, Path.Combine(Scripts, setup), .. Lines]);

        Assert.Equal(["line: fgw grant ", "line: fgw policy check --server ", "line: echo log ; fgw server ls "], captured.Where(line => line.StartsWith("line: ", StringComparison.Ordinal)).Take(3));
        AssertGrant(captured);
    }

    [Fact]
    public async Task PowerShell_CompletesCommandsAndOptions()
    {
        var pwsh = await CachedTool.PowerShellAsync();
        var captured = await CaptureAsync(pwsh, ["-NoProfile", "-NonInteractive", "-File", Path.Combine(Scripts, "complete.ps1"), "fgw gr", "fgw policy check --se", "echo log ; fgw server l", "fgw grant "]);

        Assert.Equal(["line: fgw grant", "line: fgw policy check --server", "line: echo log ; fgw server ls"], captured.Where(line => line.StartsWith("line: ", StringComparison.Ordinal)).Take(3));
        AssertGrant(captured);
    }

    // The last line that was completed has every command of the group.
    private static void AssertGrant(IReadOnlyList<string> captured)
    {
        var suggested = captured.SkipLast(1).Reverse().TakeWhile(line => !line.StartsWith("line: ", StringComparison.Ordinal)).Select(line => line["suggested: ".Length..]);
        Assert.Equal(Grant, suggested.Where(each => each.All(char.IsAsciiLetter)).Order(StringComparer.Ordinal));
    }

    private static async Task<string[]> CaptureAsync(string program, string[] args)
    {
        using var folder = new TemporaryFolder();
        var capture = Path.Combine(folder.Path, "captured");
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = $"{Path.GetDirectoryName(FgwProcess.Program)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["CAPTURE"] = capture,
            ["TERM"] = "xterm",
            ["HISTFILE"] = "",
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        };
        var result = await FgwProcess.RunProgramAsync(program, folder.Path, variables, args);
        Assert.True(File.Exists(capture), result.ToString());
        return await File.ReadAllLinesAsync(capture);
    }
}
