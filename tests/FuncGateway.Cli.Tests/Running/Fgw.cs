using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Tests.Running;

/// <summary>Runs <c>fgw</c> in this process, in a folder of its own.</summary>
/// <param name="folder">The current folder, with the data folder of a gateway in it. The configuration of the user is here too.</param>
internal sealed class Fgw(DirectoryInfo folder, Uri gateway, string adminKey)
{
    /// <summary>Variables of the environment.</summary>
    public Dictionary<string, string> Variables { get; } = new() { ["FUNCGATEWAY_URL"] = gateway.GetLeftPart(UriPartial.Authority), ["FUNCGATEWAY_TOKEN"] = adminKey };

    public DirectoryInfo Folder => folder;

    public string DataFolder { get; init; } = Path.Combine(folder.FullName, "data");

    /// <summary>Whether a person sees the output, and can be asked.</summary>
    public bool IsTerminal { get; init; }

    public int Width { get; init; } = 160;

    public async Task<FgwResult> RunAsync(IReadOnlyList<string> args, string input = "", TimeProvider? time = null, CancellationToken cancellation = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var reader = new StringReader(input);
        var terminal = new Terminal(reader, output, error, IsTerminal, IsTerminal, IsTerminal, HasColour: false, Width);
        var environment = new CliEnvironment(
            terminal, time ?? TimeProvider.System, name => Variables.GetValueOrDefault(name), folder.FullName, Path.Combine(folder.FullName, "configuration"), DataFolder);
        var code = await FgwProgram.RunAsync([.. args], environment, cancellation);
        return new FgwResult(code, output.ToString(), error.ToString());
    }

    /// <param name="line">Words that are separated by spaces; double quotes keep words together.</param>
    public Task<FgwResult> RunAsync(string line) => RunAsync(CommandText.Split(line));
}

/// <summary>What a run of <c>fgw</c> left behind.</summary>
internal sealed record FgwResult(int Code, string Output, string Error)
{
    public override string ToString() => $"exit code {Code}\n{Output}{Error}";
}
