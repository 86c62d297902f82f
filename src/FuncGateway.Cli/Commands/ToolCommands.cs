using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw tools</c>, <c>scan</c> and <c>findings</c>: what a server has to offer.</summary>
internal static class ToolCommands
{
    public static readonly Column[] Listed =
        [new("tool", "/name"), new("class", "/class"), new("risk", "/risk"), new("args", "/args"), new("allowed by", "/allowedBy"), new("state", "/state")];

    public static readonly Column[] Differences = [new("kind", "/kind"), new("name", "/name"), new("change", "/change"), new("where", "/where"), new("before", "/before"), new("after", "/after")];
    public static readonly Column[] FindingColumns = [new("level", "/level"), new("tool", "/tool"), new("finding", "/code"), new("where", "/where"), new("message", "/message")];

    /// <summary>The members that a row has besides those that the gateway returns.</summary>
    public static readonly string[] OwnMembers = ["args", "allowedBy"];

    public static IEnumerable<Command> Create(CliEnvironment environment) => [Tools(environment), Scan(environment), Findings(environment)];

    private static FgwCommand Tools(CliEnvironment environment)
    {
        var id = ServerCommands.Id();
        var isDifference = new Option<bool>("--diff") { Description = "Shows what changed between the last two scans instead." };
        var accept = new Option<string[]>("--accept") { Description = "Accepts the definition of a tool in the newest scan. May be repeated.", HelpName = "tool" };
        var setClass = new Option<string[]>("--class") { Description = "Sets the class of a tool, as TOOL=CLASS; without a class, the one that is found. May be repeated.", HelpName = "tool=class" };
        return new FgwCommand(
            "tools", "Lists the tools of a server: class, arguments (* is required), and the policies that allow them.",
            examples: ["fgw tools files", "fgw tools files --diff", "fgw tools files --accept write_file"])
        {
            id, isDifference, accept, setClass,
        }.Does(environment, invocation =>
            invocation.Get(accept) is { Length: > 0 } accepted ? AcceptAsync(invocation, invocation.Get(id), accepted)
            : invocation.Get(setClass) is { Length: > 0 } classes ? ClassifyAsync(invocation, invocation.Get(id), classes)
            : invocation.Get(isDifference) ? ShowDifferencesAsync(invocation, invocation.Get(id))
            : ListAsync(invocation, invocation.Get(id)));
    }

    private static FgwCommand Scan(CliEnvironment environment)
    {
        var id = ServerCommands.Id();
        return new FgwCommand("scan", "Reads everything that a server has to offer, and says what changed.") { id }.Does(environment, async invocation =>
        {
            var scan = await invocation.SendAsync(Api.Scan.At(invocation.Get(id)));
            var snapshot = scan?["snapshot"];
            invocation.Print.One(scan, $"{Printer.Safe(snapshot?["server"])} {Printer.Safe(snapshot?["version"])}: {CountedWords.Of(snapshot?["tools"], "tool")}, {CountedWords.Of(snapshot?["resources"], "resource")}, {CountedWords.Of(snapshot?["prompts"], "prompt")}");
            if (invocation.Print.IsForPerson)
            {
                var changes = Members.ListOf(scan, "differences");
                var isFirst = scan?["isFirst"]?.GetValue<bool>() == true;
                invocation.Print.Rows(changes, Differences, isFirst ? "This is the first scan; its definitions are accepted." : "Nothing changed since the last scan.");
            }

            foreach (var warning in Members.ListOf(scan, "warnings"))
            {
                invocation.Print.Note($"fgw: {Printer.Safe(warning)}");
            }
        });
    }

    private static FgwCommand Findings(CliEnvironment environment)
    {
        var id = ServerCommands.Id();
        var sarif = new Option<bool>("--sarif") { Description = "Writes SARIF 2.1.0, which code scanning services read." };
        return new FgwCommand(
            "findings", "Lists what a person should know about a server's tools before agents use them: hidden text, instructions to the model and more.",
            exitCodes: "1 if there is a finding of level error.")
        {
            id, sarif,
        }.Does(environment, async invocation =>
        {
            var request = Api.Findings.At(invocation.Get(id));
            var findings = await invocation.ListAsync(request);
            if (invocation.Get(sarif))
            {
                await invocation.Terminal.Out.WriteLineAsync(await invocation.Client.ReadTextAsync(request.With("format", "sarif"), invocation.Cancellation));
            }
            else
            {
                invocation.Print.Rows(findings, FindingColumns, "Nothing was found.");
            }

            return findings.Any(finding => Members.TextOf(finding, "level") == "error") ? ExitCodes.Failed : ExitCodes.Ok;
        });
    }

    private static async Task ListAsync(Invocation invocation, string server)
    {
        var tools = await invocation.ListAsync(Api.Tools.At(server));
        var allowedBy = await AllowedByAsync(invocation, server);
        foreach (var tool in tools)
        {
            tool["args"] = ArgumentsOf(tool["definition"]?["inputSchema"]);
            tool["allowedBy"] = new JsonArray([.. allowedBy[Members.TextOf(tool, "name")].Select(each => JsonValue.Create(each))]);
        }

        invocation.Print.Rows(tools, Listed, "The server has no tools.");
    }

    // What each policy of the server lets through, by tool.
    private static async Task<ILookup<string, string>> AllowedByAsync(Invocation invocation, string server)
    {
        var allowed = new List<(string Tool, string Policy)>();
        foreach (var policy in await invocation.ListAsync(Api.Policies.At(server)))
        {
            var name = Members.TextOf(policy, "policy");
            var reached = await invocation.SendAsync(Api.PolicyTools.At(server, name));
            allowed.AddRange(Members.ListOf(reached, "tools").Select(tool => (Members.TextOf(tool, "name"), Members.TextOf(tool, "verdict") switch { "allow" => name, "hold" => $"{name} (approval)", _ => "" })));
        }

        return allowed.Where(each => each.Policy.Length > 0).ToLookup(each => each.Tool, each => each.Policy, StringComparer.Ordinal);
    }

    private static string ArgumentsOf(JsonNode? schema)
    {
        var required = (schema?["required"] as JsonArray ?? []).Select(Column.TextOf).ToHashSet(StringComparer.Ordinal);
        return string.Join(' ', (schema?["properties"] as JsonObject ?? []).Select(property => required.Contains(property.Key) ? $"{property.Key}*" : property.Key));
    }

    private static async Task ShowDifferencesAsync(Invocation invocation, string server)
    {
        var snapshots = await invocation.ListAsync(Api.Snapshots.At(server));
        var differences = snapshots.Count < 2
            ? []
            : await invocation.ListAsync(Api.SnapshotDifferences.At(server, Members.TextOf(snapshots[1], "number"), Members.TextOf(snapshots[0], "number")));
        invocation.Print.Rows(differences, Differences, snapshots.Count < 2 ? "There was only one scan so far." : "Nothing changed between the last two scans.");
    }

    private static async Task AcceptAsync(Invocation invocation, string server, string[] tools)
    {
        // The definition that is accepted is the one that was read here, and not one that the server sends meanwhile.
        var listed = await invocation.ListAsync(Api.Tools.At(server));
        foreach (var tool in tools)
        {
            var found = listed.Find(each => Members.TextOf(each, "name") == tool) ?? throw new CliException(ExitCodes.NotFound, $"The newest scan of '{server}' has no tool '{tool}'.");
            var decided = await invocation.SendAsync(Api.AcceptTool.At(server, tool).With("fingerprint", Members.TextOf(found, "fingerprint")));
            invocation.Print.One(decided, $"{Printer.Safe(tool)} is accepted as it is now.");
        }
    }

    private static async Task ClassifyAsync(Invocation invocation, string server, string[] classes)
    {
        foreach (var each in classes)
        {
            var at = each.LastIndexOf('=');
            if (at < 1)
            {
                throw new CliException(ExitCodes.Usage, $"--class is '{each}'. Accepted: TOOL=CLASS, such as delete_file=destructive.");
            }

            var (tool, named) = (each[..at], each[(at + 1)..]);
            var decided = await invocation.SendAsync(Api.ClassifyTool.At(server, tool), new JsonObject { ["class"] = named.Length == 0 ? null : named });
            invocation.Print.One(decided, named.Length == 0 ? $"{Printer.Safe(tool)} has the class that is found for it again." : $"{Printer.Safe(tool)} is {Printer.Safe(decided?["class"])}.");
        }
    }
}
