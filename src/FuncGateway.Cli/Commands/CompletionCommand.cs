using System.CommandLine;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw completion</c>: scripts with which shells complete commands and options.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "pwsh"];

    // Each script asks fgw itself, so that it never has to be renewed.
    private const string Bash =
        """
        # fgw completion for bash. Add to ~/.bashrc:  eval "$(fgw completion bash)"
        _fgw() {
          local line="${COMP_LINE:0:COMP_POINT}"
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(fgw "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _fgw fgw
        """;

    private const string Zsh =
        """
        #compdef fgw
        # fgw completion for zsh. Add to ~/.zshrc, after compinit:  eval "$(fgw completion zsh)"
        _fgw() {
          local line="${(j: :)${(@)words[1,CURRENT-1]}} $PREFIX"
          local -a found
          found=("${(@f)$(fgw "[suggest:${#line}]" "$line" 2>/dev/null)}")
          compadd -a found
        }
        compdef _fgw fgw
        """;

    private const string PowerShell =
        """
        # fgw completion for PowerShell. Add to $PROFILE:  fgw completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName fgw -ScriptBlock {
          param($word, $ast, $position)
          $length = $position - $ast.Extent.StartOffset
          $line = $ast.ToString().PadRight($length).Substring(0, $length)
          fgw "[suggest:$length]" $line 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    public static FgwCommand Create(CliEnvironment environment)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or pwsh." };
        shell.CompletionSources.Add(Shells);
        shell.Validators.Add(result => GlobalOptions.CheckChoice(result, "The shell", Shells));
        return new FgwCommand(
            "completion", "Writes a script with which a shell completes commands and options.",
            examples: ["eval \"$(fgw completion bash)\"", "fgw completion pwsh | Out-String | Invoke-Expression"])
        {
            shell,
        }.Does(environment, async invocation =>
            await invocation.Terminal.Out.WriteLineAsync(invocation.Get(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => PowerShell }));
    }
}
