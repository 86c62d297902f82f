using System.CommandLine;
using FuncGateway.Cli.Tests.Running;

namespace FuncGateway.Cli.Tests;

/// <summary>The help of every command, and the page that is made from the same text.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fgw");

    public static TheoryData<string> Names => [.. All(RootCommands.Create(CliEnvironment.OfProcess(Cli.Output.Terminal.OfProcess())), "")];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Help_OfACommand_SaysWhatItDoesAndTakes(string name)
    {
        var help = await Fgw().RunAsync($"{name} --help");
        Assert.True(help.Code == 0 && help.Error.Length == 0, help.ToString());
        var command = name.Split(' ').Aggregate((Command)RootCommands.Create(CliEnvironment.OfProcess(Cli.Output.Terminal.OfProcess())), (each, word) => each.Subcommands.Single(inner => inner.Name == word));
        Assert.Contains($"Usage:\n  {RootCommand.ExecutableName} {name}", help.Output, StringComparison.Ordinal);
        Assert.All(Texts(command), text => Assert.Contains(text, help.Output, StringComparison.Ordinal));

        // Every symbol says what it is, and descriptions are sentences.
        Assert.All(Descriptions(command), text => Assert.Matches("^.*[.)]$", text));
    }

    [Fact]
    public async Task Page_OfTheCommands_IsWhatFgwWrites()
    {
        var page = await Fgw().RunAsync("docs");
        Assert.True(page.Output == await File.ReadAllTextAsync(LocalHost.Checkout.Folder("docs/cli.md")), "docs/cli.md is not what 'fgw docs' writes. Run: dotnet run --project src/FuncGateway.Cli -- docs > docs/cli.md");
    }

    [Fact]
    public async Task Fgw_Alone_ShowsItsCommands()
    {
        var shown = await Fgw().RunAsync([]);
        Assert.Equal(0, shown.Code);
        Assert.Contains("Commands:", shown.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grants", "fgw: 'grants' is not known. Known to 'fgw': serve, demo, server, ")]
    [InlineData("grant nw", "fgw: 'nw' is not known. Known to 'fgw grant': new, ls, ")]
    [InlineData("grant new --labl x", "fgw: '--labl' is not known. Known to 'fgw grant new': --expires, ")]
    [InlineData("server add", "fgw: server and url are missing. See 'fgw server add --help'.")]
    [InlineData("policy publish x.json --server jobs", "fgw: --as is missing. See 'fgw policy publish --help'.")]
    [InlineData("grant ls -o xml", "fgw: --output is 'xml'. Accepted: table, json, jsonl, csv.")]
    [InlineData("grant ls --query label", "fgw: --query is 'label'. Accepted: a JSON Pointer such as /id or /access/0/server.")]
    public async Task CommandLine_ThatIsNotAccepted_IsRefusedInOneLineWithWhatIs(string line, string beginning)
    {
        var refused = await Fgw().RunAsync(line);
        Assert.Equal((64, ""), (refused.Code, refused.Output));
        Assert.StartsWith(beginning, refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.TrimEnd('\n').Split('\n'));
    }

    private Fgw Fgw() => new(_folder, new Uri("http://127.0.0.1:9"), "none") { Width = 10_000 };

    private static IEnumerable<string> All(Command command, string path) => command.Subcommands.Where(inner => !inner.Hidden).SelectMany(inner =>
    {
        var name = $"{path} {inner.Name}".Trim();
        return All(inner, name).Prepend(name);
    });

    private static IEnumerable<string> Texts(Command command) => Descriptions(command).Concat(command.Options.Select(option => option.Name));

    private static IEnumerable<string> Descriptions(Command command) =>
        command.Options.Select(option => option.Description).Concat(command.Arguments.Select(argument => argument.Description)).Append(command.Description).Select(text => text ?? "");
}
