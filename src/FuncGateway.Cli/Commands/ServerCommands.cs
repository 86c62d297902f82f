using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw server</c>: the MCP servers that agents reach through the gateway.</summary>
internal static class ServerCommands
{
    public static readonly Column[] Listed =
        [new("id", "/id"), new("name", "/name"), new("upstream", "/upstreamUrl"), new("calls 24 h", "/callsLast24Hours"), new("last used", "/lastUsed", ColumnKind.Time), new("on change", "/onChange")];

    public static readonly Column[] ResourceColumns = [new("uri", "/uri"), new("name", "/name"), new("type", "/mimeType"), new("description", "/description")];
    public static readonly Column[] PromptColumns = [new("name", "/name"), new("description", "/description")];

    public static Command Create(CliEnvironment environment) => new FgwCommand("server", "The MCP servers that agents reach through the gateway.")
    {
        List(environment), Show(environment), Add(environment), Set(environment), Remove(environment), Resources(environment), Prompts(environment),
    };

    /// <summary>The argument that names a server.</summary>
    public static Argument<string> Id() => new("server") { Description = "The id of the server." };

    private static FgwCommand List(CliEnvironment environment) => new FgwCommand("ls", "Lists the servers, and how much each is used.").Does(environment, async invocation =>
        invocation.Print.Rows(await invocation.ListAsync(Api.Servers.At()), Listed, "There are no servers yet. Add one with 'fgw server add ID URL'."));

    private static FgwCommand Show(CliEnvironment environment)
    {
        var id = Id();
        return new FgwCommand("show", "Shows a server, without credentials.") { id }.Does(environment, async invocation =>
        {
            var server = await invocation.SendAsync(Api.Server.At(invocation.Get(id)));
            invocation.Print.One(server, $"{Printer.Safe(server?["name"])}  {Printer.Safe(server?["upstreamUrl"])}\n{HeadersOf(server)}on change: {Printer.Safe(server?["onChange"])}{ChangesOf(server)}");
        });
    }

    private static FgwCommand Add(CliEnvironment environment)
    {
        var (id, url, options) = (Id(), new Argument<string>("url") { Description = "The address of its MCP endpoint." }, new ServerOptions());
        var noScan = new Option<bool>("--no-scan") { Description = "Does not read what the server has to offer." };
        var command = new FgwCommand(
            "add", "Registers a server, and reads what it has to offer.",
            examples: ["fgw server add files http://127.0.0.1:3902/mcp", "fgw server add github https://api.githubcopilot.com/mcp --header Authorization=@secret:github"])
        {
            id, url, noScan,
        };
        options.AddTo(command);
        return command.Does(environment, async invocation =>
        {
            var name = invocation.Get(id);
            var body = options.Apply(invocation, new JsonObject { ["name"] = name, ["upstreamUrl"] = invocation.Get(url), ["headers"] = new JsonObject() });
            var server = await AddAsync(invocation, name, body);
            invocation.Print.One(server, await ProbeInWordsAsync(invocation, name, server?["probe"], scans: !invocation.Get(noScan)));
        });
    }

    private static async Task<JsonNode?> AddAsync(Invocation invocation, string id, JsonObject body)
    {
        try
        {
            return await invocation.SendAsync(Api.PutServer.At(id) with { IsNew = true }, body);
        }
        catch (CliException e) when (e.ExitCode == ExitCodes.Conflict)
        {
            throw new CliException(ExitCodes.Conflict, $"There is a server '{id}' already. 'fgw server set {id}' changes it.", e.Problem, e);
        }
    }

    private static FgwCommand Set(CliEnvironment environment)
    {
        var (id, options) = (Id(), new ServerOptions());
        var url = new Option<string>("--upstream") { Description = "The address of its MCP endpoint.", HelpName = "url" };
        var command = new FgwCommand("set", "Changes a server. What is not named stays.", examples: ["fgw server set files --on-change hide"]) { id, url };
        options.AddTo(command);
        return command.Does(environment, async invocation =>
        {
            var name = invocation.Get(id);
            var (stored, tag) = await invocation.Client.SendWithTagAsync(Api.Server.At(name), body: null, invocation.Cancellation);
            var body = options.Apply(invocation, ServerDefinition.BodyOf(stored));
            if (invocation.Get(url) is { } changed)
            {
                body["upstreamUrl"] = changed;
            }

            var server = await invocation.SendAsync(Api.PutServer.At(name) with { IfMatch = tag }, body);
            invocation.Print.One(server, await ProbeInWordsAsync(invocation, name, server?["probe"], scans: false));
        });
    }

    private static FgwCommand Remove(CliEnvironment environment)
    {
        var id = Id();
        return new FgwCommand("rm", "Removes a server, revokes the grants that reach no other, and retires its policies.") { id }.Does(environment, async invocation =>
        {
            var name = invocation.Get(id);
            await invocation.SendAsync(Api.Server.At(name));
            invocation.Confirm($"Remove the server '{name}', with its policies and the grants that reach no other?");
            var deleted = await invocation.SendAsync(Api.DeleteServer.At(name));
            invocation.Print.One(deleted, $"{name} is removed; {CountedWords.Of(deleted?["revokedGrants"], "grant")} revoked, {deleted?["narrowedGrants"]} narrowed.");
        });
    }

    private static FgwCommand Resources(CliEnvironment environment) => Offered("resources", "Lists the resources of the newest scan.", Api.Resources, ResourceColumns, environment);

    private static FgwCommand Prompts(CliEnvironment environment) => Offered("prompts", "Lists the prompts of the newest scan.", Api.Prompts, PromptColumns, environment);

    private static FgwCommand Offered(string name, string description, Operation operation, Column[] columns, CliEnvironment environment)
    {
        var id = Id();
        return new FgwCommand(name, description) { id }.Does(environment, async invocation =>
            invocation.Print.Rows(await invocation.ListAsync(operation.At(invocation.Get(id))), columns, $"The server has no {name}."));
    }

    // Reads the tools for the classes in the sentence. The probe alone knows how many there are.
    private static async Task<string> ProbeInWordsAsync(Invocation invocation, string id, JsonNode? probe, bool scans)
    {
        if (probe?["reached"]?.GetValue<bool>() != true)
        {
            return invocation.Terminal.Colour("✗", TextColour.Yellow) + $" saved, but not reached: {Printer.Safe(probe?["warning"])} Run 'fgw scan {id}' when it is.";
        }

        var classes = "";
        if (scans)
        {
            await invocation.SendAsync(Api.Scan.At(id));
            var tools = await invocation.ListAsync(Api.Tools.At(id));
            classes = tools.Count == 0 ? "" : $" ({string.Join(", ", tools.GroupBy(tool => Members.TextOf(tool, "class")).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}"))})";
        }

        var warning = probe["warning"] is { } text ? $"\n{Printer.Safe(text)}" : "";
        return invocation.Terminal.Colour("✓", TextColour.Green) + $" reached: {Printer.Safe(probe["name"])} {Printer.Safe(probe["version"])}, {CountedWords.Of(probe["tools"], "tool")}{classes}, protocol {Printer.Safe(probe["protocol"])}{warning}";
    }

    private static string HeadersOf(JsonNode? server) => string.Concat(server?["headers"]?.AsObject().Select(header => $"{Printer.Safe(header.Key)}: {Printer.Safe(header.Value)}\n") ?? []);

    private static string ChangesOf(JsonNode? server) => string.Concat(server?["changes"]?.AsArray().Select(change => $"\n{Printer.Safe(change?["change"])}: {Printer.Safe(change?["tool"])}") ?? []);
}
