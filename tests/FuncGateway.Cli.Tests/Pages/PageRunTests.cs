using FuncGateway.Testing.Azurite;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>The commands of the pages, run as a reader runs them, against a gateway of their own.</summary>
public abstract class PageRunTests(AzuriteFixture azurite, bool isPowerShell) : IClassFixture<AzuriteFixture>
{
    /// <summary>Pages with something to run.</summary>
    public static TheoryData<string> Names => [.. CommandPage.Names.Where(name => CommandPage.Read(name).Blocks.Any(block => block.IsRun))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Commands_OfAPage_EndAsItSays(string name)
    {
        await using var scene = await PageScene.StartAsync(azurite, name);

        var failures = await scene.RunAsync(CommandPage.Read(name), isPowerShell);

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    [Fact]
    public async Task CommandsThatAreFalse_AreNamedWithWhatTheySaid()
    {
        var page = CommandPage.Of("page.md", "# A page\n\n```sh\nfgw server ls\nfgw server show nothing\nfgw server show nothing # exit code 5\nfgw servers ls\n```\n\n```sh long\nfgw no-such-command\n```\n");
        await using var scene = await PageScene.StartAsync(azurite, "README.md");

        var failures = await scene.RunAsync(page, isPowerShell);

        Assert.Collection(
            failures,
            first => Assert.StartsWith("page.md:5: fgw server show nothing\nended with 5 instead of 0\nfgw: There is no server 'nothing'.", first, StringComparison.Ordinal),
            second => Assert.StartsWith("page.md:7: fgw servers ls\nended with 64 instead of 0\nfgw: 'servers' is not known.", second, StringComparison.Ordinal));
    }
}

/// <inheritdoc/>
public sealed class PagesInShTests(AzuriteFixture azurite) : PageRunTests(azurite, isPowerShell: false);

/// <inheritdoc/>
public sealed class PagesInPowerShellTests(AzuriteFixture azurite) : PageRunTests(azurite, isPowerShell: true);
