using FuncGateway.Testing.Npm;
using ModelContextProtocol.Client;

namespace FuncGateway.Testing.Clients;

/// <summary>mcp-remote, as a client starts it that knows local programs only.</summary>
public static class McpRemote
{
    // Of the arguments that clients are configured with, npx takes these itself.
    private static readonly string[] OfNpx = ["-y", "mcp-remote"];

    /// <summary>Connects through it. What it keeps is in the folder.</summary>
    /// <param name="arguments">Those of the program <c>npx</c> in a client's configuration.</param>
    /// <param name="environment">The variables in a client's configuration.</param>
    /// <param name="errors">Receives what it writes to its standard error, a line at a time.</param>
    public static async Task<McpClient> ConnectAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string folder, Action<string> errors, CancellationToken cancellationToken)
    {
        if (!arguments.Take(OfNpx.Length).SequenceEqual(OfNpx))
        {
            throw new ArgumentException($"The arguments begin with '{string.Join(' ', arguments.Take(OfNpx.Length))}'. Accepted: {string.Join(' ', OfNpx)}.", nameof(arguments));
        }

        var (node, script) = await TestPackages.RemoteAsync();
        var variables = environment.ToDictionary(each => each.Key, each => (string?)each.Value);
        variables["MCP_REMOTE_CONFIG_DIR"] = folder;
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = node,
            Arguments = [script, .. arguments.Skip(OfNpx.Length)],
            EnvironmentVariables = variables,
            StandardErrorLines = errors,
        });
        return await McpClient.CreateAsync(transport, cancellationToken: cancellationToken);
    }
}
