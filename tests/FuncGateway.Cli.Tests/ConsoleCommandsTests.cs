using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using FuncGateway.Cli.Output;
using FuncGateway.Cli.Tests.Running;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Tests;

/// <summary>The commands that the web console shows are commands of <c>fgw</c>.</summary>
public sealed class ConsoleCommandsTests
{
    [Fact]
    public async Task Commands_OfTheConsole_AreAccepted()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.Front = context =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        var commands = await PrintAsync();

        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            var parsed = RootCommands.Create(CliEnvironment.OfProcess(Terminal.OfProcess())).Parse(command, new ParserConfiguration { ResponseFileTokenReplacer = null });
            var result = await scene.Piped.RunAsync(command);

            // Each gets as far as the gateway, or the file.
            Assert.True(parsed.Errors.Count == 0 && result.Code is 69 or 5, $"fgw {string.Join(' ', command)}: {result}");
        }
    }

    private static async Task<string[][]> PrintAsync()
    {
        var start = new ProcessStartInfo("node", ["print-commands.mjs"]) { WorkingDirectory = Checkout.Folder("src/FuncGateway.Console"), RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("Node.js did not start.");
        var error = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await error);

        // A value that cannot be written on a command line is left to the person.
        return [.. (JsonSerializer.Deserialize<string[][]>(output) ?? []).Select(command => command.Select(word => word.Replace(":=JSON", ":=[]", StringComparison.Ordinal)).ToArray())];
    }
}
