using System.CommandLine;
using FuncGateway.Cli.Tests.Running;
using FuncGateway.Cli.Tests.Transcripts;
using FuncGateway.Testing.Azurite;

namespace FuncGateway.Cli.Tests;

/// <summary>Every command against a live gateway, with what it prints.</summary>
public sealed class TranscriptTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    // Set to write what the commands print now into the files, for a person to review.
    private static readonly bool Rewrites = Environment.GetEnvironmentVariable("FUNCGATEWAY_TRANSCRIPTS") == "rewrite";

    // They run for ever, or are run by the tests of the program.
    private static readonly string[] Elsewhere = ["serve", "demo", "login", "logout", "completion", "docs", "apply", "export"];

    public static TheoryData<string> Names => [.. Transcript.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Commands_OfATranscript_PrintWhatItSays(string name)
    {
        await using var scene = await CliScene.StartAsync(azurite);
        var transcript = Transcript.Read(name);
        var actual = await new TranscriptRun(scene).RunAsync(transcript);
        if (Rewrites)
        {
            await File.WriteAllLinesAsync(transcript.File, actual);
        }

        Assert.Equal(string.Join('\n', transcript.Lines), string.Join('\n', actual));
    }

    [Fact]
    public void Transcripts_Together_HaveEveryCommand()
    {
        var run = Transcript.Names.SelectMany(name => Transcript.Read(name).Commands).ToArray();
        var root = RootCommands.Create(CliEnvironment.OfProcess(Cli.Output.Terminal.OfProcess()));
        var missing = Leaves(root, "").Where(command => !Elsewhere.Contains(command) && !run.Any(line => line == $"fgw {command}" || line.StartsWith($"fgw {command} ", StringComparison.Ordinal)));
        Assert.Empty(missing);
    }

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.SelectMany(inner =>
    {
        var name = path.Length == 0 ? inner.Name : $"{path} {inner.Name}";
        return (inner.Action is null ? [] : new[] { name }).Concat(Leaves(inner, name));
    });
}
