using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Clients;
using FuncGateway.Cli.Gateway;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw connect</c>: what an MCP client needs to use a server through the gateway.</summary>
internal static class ConnectCommand
{
    private const string Prefix = "fgw_";

    public static FgwCommand Create(CliEnvironment environment)
    {
        var server = ServerCommands.Id();
        var client = GlobalOptions.Choice("--client", "The client. Default: claude-code.", [.. AgentClients.All.Select(each => each.Name)]);
        var token = new Option<string>("--token") { Description = $"The grant's token, to be part of the configuration. Without it, most clients read {AgentClient.TokenVariable}, and VS Code asks.", HelpName = "token" };
        var writes = new Option<bool>("--write") { Description = "Adds the server to the client's file instead of writing the configuration to the output." };
        var links = new Option<bool>("--link") { Description = "Writes an address that makes Cursor or VS Code offer to add the server. There is no token in it." };
        return new FgwCommand(
            "connect", "Writes the configuration with which an MCP client uses a server through the gateway.",
            examples: ["fgw connect files --client cursor", "fgw connect files --client vscode --write", "fgw connect files --client cursor --link", "fgw connect files --client desktop --token fgw_…"])
        {
            server, client, token, writes, links,
        }.Does(environment, async invocation =>
        {
            var id = invocation.Get(server);
            await invocation.SendAsync(Api.Server.At(id));
            var chosen = AgentClients.All.First(each => each.Name == (invocation.Get(client) ?? AgentClients.All[0].Name));
            var connected = new ConnectedServer(id, new Uri(invocation.Client.Address.Url, $"/mcp/{id}"));
            var given = TokenOf(chosen, invocation.Get(token));
            if (invocation.Get(links))
            {
                WriteLink(invocation, chosen, connected, isAlone: given is null && !invocation.Get(writes));
            }
            else if (invocation.Get(writes))
            {
                WriteFile(invocation, chosen, connected, given);
            }
            else
            {
                var text = chosen.Text(connected, given);
                invocation.Print.One(new JsonObject { ["client"] = chosen.Name, ["file"] = chosen.File?.Path, ["content"] = text }, text);
                invocation.Print.Note(chosen.File is { } file ? $"For {(file.IsOfUser ? "~/" : "")}{file.Path} of {chosen.Title}. {TokenAdvice(chosen, given)}" : TokenAdvice(chosen, given));
            }
        });
    }

    private static string? TokenOf(AgentClient client, string? token) =>
        token is null ? null
        : !client.TakesToken ? throw new CliException(ExitCodes.Usage, $"{client.TokenSource} Leave --token out.")
        : token.StartsWith(Prefix, StringComparison.Ordinal) ? token
        : throw new CliException(ExitCodes.Usage, $"--token is not the token of a grant. Accepted: {Prefix}… as 'fgw grant new' shows it.");

    private static string TokenAdvice(AgentClient client, string? token) => token is null ? client.TokenSource : "It holds the token: keep it out of the repository.";

    private static void WriteLink(Invocation invocation, AgentClient client, ConnectedServer server, bool isAlone)
    {
        if (!isAlone)
        {
            throw new CliException(ExitCodes.Usage, "--link is given with --token or --write. Accepted: --link alone, because no token is put into an address.");
        }

        var link = client.Link(server)
            ?? throw new CliException(ExitCodes.Usage, $"{client.Title} has no links. Accepted: --client {string.Join(" or ", AgentClients.All.Where(each => each.Link(server) is not null).Select(each => each.Name))}.");
        invocation.Print.One(new JsonObject { ["client"] = client.Name, ["link"] = link }, link);
        invocation.Print.Note(client.TokenSource);
    }

    private static void WriteFile(Invocation invocation, AgentClient client, ConnectedServer server, string? token)
    {
        if (client.File is not { } file)
        {
            throw new CliException(ExitCodes.Usage, $"{client.Title} has no configuration file. Leave --write out.");
        }

        if (client is JsonClient { FixedToken: true } && token is null)
        {
            throw new CliException(ExitCodes.Usage, $"{client.Title} cannot read the token from the environment. Give it with --token.");
        }

        var path = Path.Combine(file.IsOfUser ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : invocation.Environment.Folder, file.Path);
        path = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        try
        {
            WholeFile.Write(path, client.AddTo(File.Exists(path) ? File.ReadAllText(path) : null, server, token), isSecret: token is not null);
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCodes.Conflict, $"{path} was not changed: {e.Message}. Add what 'fgw connect' without --write shows yourself.", inner: e);
        }

        invocation.Print.One(new JsonObject { ["client"] = client.Name, ["file"] = path }, $"{path} has the server '{server.Id}' now. {TokenAdvice(client, token)}");
    }
}
