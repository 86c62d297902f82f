using FuncGateway.Cli.Tests.Running;
using FuncGateway.Testing.Tools;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>Whether shells can read the blocks of commands, which are not run here.</summary>
internal static class ShellSyntax
{
    private const string Parse = """
        foreach ($file in Get-ChildItem -Filter *.ps1 | Where-Object Name -ne 'parse.ps1') {
          $errors = $null
          [void][System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$null, [ref]$errors)
          foreach ($each in $errors) { [Console]::Out.WriteLine("$($file.BaseName)`t$($each.Message)") }
        }
        """;

    private const string Read = "for file in *.sh; do message=$(sh -n \"$file\" 2>&1) || printf '%s\\t%s\\n' \"${file%.sh}\" \"$message\"; done";

    /// <summary>The blocks that a shell cannot read, with its message. One process of each shell reads all of them.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(IReadOnlyList<CommandPage> pages)
    {
        using var folder = new TemporaryFolder();
        var places = new List<string>();
        foreach (var page in pages)
        {
            foreach (var block in page.Blocks.Where(block => block.IsCommands))
            {
                if (!block.IsPowerShell)
                {
                    await File.WriteAllTextAsync(Path.Combine(folder.Path, $"{places.Count}.sh"), block.Text + "\n");
                }

                if (block.IsPowerShell || page.InPowerShell(block) is null)
                {
                    await File.WriteAllTextAsync(Path.Combine(folder.Path, $"{places.Count}.ps1"), block.Text + "\n");
                }

                places.Add($"{page.Name}:{block.Line}");
            }
        }

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "parse.ps1"), Parse);
        var (none, pwsh) = (new Dictionary<string, string> { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1" }, await CachedTool.PowerShellAsync());
        var (inSh, inPowerShell) = (await FgwProcess.RunProgramAsync("sh", folder.Path, none, "-c", Read), await FgwProcess.RunProgramAsync(pwsh, folder.Path, none, "-NoProfile", "-NonInteractive", "-File", "parse.ps1"));
        Assert.True(inPowerShell is { Code: 0, Error: "" }, inPowerShell.ToString());
        return [.. Named("sh", inSh.Output), .. Named("PowerShell", inPowerShell.Output)];

        IEnumerable<string> Named(string shell, string output) =>
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t', 2)).Where(line => line.Length == 2 && int.TryParse(line[0], out _))
                .Select(line => $"{places[int.Parse(line[0], System.Globalization.CultureInfo.InvariantCulture)]}: {shell} cannot read it: {line[1]}");
    }
}
