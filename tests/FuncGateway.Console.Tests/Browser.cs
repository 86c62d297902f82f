using FuncGateway.LocalHost;
using FuncGateway.LocalHost.Node;

namespace FuncGateway.Console.Tests;

/// <summary>The browser that the scenarios drive, and the packages pinned in <c>browser</c>. Found or installed when a test first needs them.</summary>
internal static class Browser
{
    private static readonly Lazy<Task<(NodeCommand Command, string Path)>> Found = new(FindAsync);

    /// <summary>Starts a scenario, which exits with 0 if it passed.</summary>
    /// <param name="scene">What it is given, as JSON.</param>
    /// <exception cref="NodeSetupException">There is no browser, and none could be installed.</exception>
    public static async Task<NodeProcess> StartAsync(string scenario, string scene)
    {
        var (command, path) = await Found.Value;
        var environment = new Dictionary<string, string> { ["BROWSER"] = path, ["SCENE"] = scene };
        return NodeProcess.Start(command with { Arguments = ["run.mjs", scenario], Environment = environment }, TimeProvider.System);
    }

    private static async Task<(NodeCommand Command, string Path)> FindAsync()
    {
        var install = new NpmInstall(Checkout.Folder("tests/FuncGateway.Console.Tests/browser"), "what the tests drive a browser with", _ => { }, TimeProvider.System);
        var tools = await install.EnsureAsync(CancellationToken.None);
        var command = new NodeCommand(tools.Node, install.Folder, ["find-browser.mjs"]);
        await using var find = NodeProcess.Start(command, TimeProvider.System);
        var path = await find.ReadLineAsync(CancellationToken.None);
        return await find.WaitForExitAsync(CancellationToken.None) == 0 && path is not null ? (command, path) : throw new NodeSetupException(find.Errors);
    }
}
