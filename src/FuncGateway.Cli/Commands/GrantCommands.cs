using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Clients;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw grant</c>: who may reach which servers, and under which policy.</summary>
internal static class GrantCommands
{
    private const string Never = "never";

    public static readonly Column[] Listed =
    [
        new("id", "/id"), new("label", "/label"), new("reaches", "/reaches"), new("state", "/state"), new("calls 24 h", "/callsLast24Hours"), new("last used", "/lastUsed", ColumnKind.Time),
        new("expires", "/expiresAt", ColumnKind.Time),
    ];

    public static readonly Column[] Counters =
    [
        new("server", "/server"), new("counter", "/counter"), new("used", "/used"), new("max", "/max"), new("window", "/window"), new("resets", "/resetsAt", ColumnKind.Time), new("rule", "/rule"),
    ];

    /// <summary>The members that a row has besides those that the gateway returns.</summary>
    public static readonly string[] OwnMembers = ["reaches"];

    public static Command Create(CliEnvironment environment) => new FgwCommand("grant", "Grants: each lets an agent reach servers, each under a policy.")
    {
        New(environment), List(environment), Show(environment), Usage(environment), Set(environment), Rotate(environment), Revoke(environment), Reset(environment),
    };

    private static Argument<string> Grant() => new("grant") { Description = "The label of a grant, its id, or the beginning of its id." };

    private static FgwCommand New(CliEnvironment environment)
    {
        var label = new Argument<string>("label") { Description = "A name for people, such as that of the agent." };
        var access = new AccessOptions();
        var expires = new Option<string>("--expires") { Description = $"When it ends: {TimeOptions.Accepted}.", HelpName = "time" };
        var command = new FgwCommand(
            "new", "Creates a grant. Its token is shown this once.",
            examples: ["fgw grant new ci-agent --server files --policy dev --expires 30d", "fgw grant new ci-agent --access files=dev --access jobs=recommended"])
        {
            label, expires,
        };
        access.AddTo(command);
        return command.Does(environment, async invocation =>
        {
            var body = new JsonObject
            {
                ["label"] = invocation.Get(label),
                ["access"] = access.Read(invocation) ?? throw new CliException(ExitCodes.Usage, "The grant reaches no server. Accepted: --server and --policy, or --access SERVER=POLICY for each server."),
            };
            if (TimeOptions.Until(invocation.Get(expires), "--expires", invocation.Time.GetUtcNow()) is { } until)
            {
                body["expiresAt"] = until;
            }

            var grant = await invocation.SendAsync(Api.CreateGrant.At(), body);
            invocation.Print.One(grant, TokenInWords(grant));
        });
    }

    private static FgwCommand List(CliEnvironment environment)
    {
        var server = new Option<string>("--server") { Description = "Only the grants that reach this server.", HelpName = "server" };
        var all = new Option<bool>("--all") { Description = "Also those that are revoked or have expired." };
        return new FgwCommand("ls", "Lists the grants, and how much each is used.") { server, all }.Does(environment, async invocation =>
        {
            var grants = await invocation.ListAsync(Api.Grants.At().With("server", invocation.Get(server)));
            var shown = grants.Where(grant => invocation.Get(all) || Members.TextOf(grant, "state") == "live").ToList();
            shown.ForEach(grant => grant["reaches"] = Reaches(grant));
            invocation.Print.Rows(shown, Listed, "There are no grants. Create one with 'fgw grant new LABEL --server ID --policy POLICY'.");
        });
    }

    private static FgwCommand Show(CliEnvironment environment)
    {
        var name = Grant();
        return new FgwCommand("show", "Shows a grant, without its token.") { name }.Does(environment, async invocation =>
        {
            var grant = await invocation.GrantAsync(invocation.Get(name));
            invocation.Print.One(grant, $"{Printer.Safe(grant["label"])}  {Members.IdOf(grant)}  {Printer.Safe(grant["state"])}\nreaches {Printer.Safe(Reaches(grant))}\nexpires {Expiry(grant)}{OldToken(grant)}");
        });
    }

    private static FgwCommand Usage(CliEnvironment environment)
    {
        var name = Grant();
        return new FgwCommand("usage", "Shows how much a grant is used, and the state of its limits.") { name }.Does(environment, async invocation =>
        {
            var grant = await invocation.GrantAsync(invocation.Get(name));
            var usage = await invocation.SendAsync(Api.GrantUsage.At(Members.IdOf(grant)));
            invocation.Print.One(usage, string.Join('\n', new[] { ("last hour", "lastHour"), ("last 24 hours", "last24Hours"), ("last 7 days", "last7Days") }.Select(period => PeriodInWords(period.Item1, usage?[period.Item2]))));
            if (invocation.Print.IsForPerson)
            {
                invocation.Print.Rows(Members.ListOf(usage, "counters"), Counters, "No limits apply to it.");
            }
        });
    }

    private static FgwCommand Set(CliEnvironment environment)
    {
        var (name, access) = (Grant(), new AccessOptions());
        var label = new Option<string>("--label") { Description = "A new name for people.", HelpName = "text" };
        var expires = new Option<string>("--expires") { Description = $"When it ends: {TimeOptions.Accepted}, or {Never}.", HelpName = "time" };
        var command = new FgwCommand(
            "set", "Changes a grant. What is not named stays; --access and --server replace all servers that it reaches.",
            examples: ["fgw grant set ci-agent --policy strict", "fgw grant set ci-agent --expires never"])
        {
            name, label, expires,
        };
        access.AddTo(command);
        return command.Does(environment, async invocation =>
        {
            var grant = await invocation.GrantAsync(invocation.Get(name));
            var body = new JsonObject();
            if (invocation.Get(label) is { } text)
            {
                body["label"] = text;
            }

            if (invocation.Get(expires) is { } until)
            {
                body["expiresAt"] = until == Never ? null : TimeOptions.Until(until, "--expires", invocation.Time.GetUtcNow());
            }

            access.Change(invocation, body);
            if (body.Count == 0)
            {
                throw new CliException(ExitCodes.Usage, "Nothing to change was named. Accepted: --label, --policy, --access, --expires.");
            }

            var changed = await invocation.SendAsync(Api.ChangeGrant.At(Members.IdOf(grant)), body);
            invocation.Print.One(changed, $"{Printer.Safe(changed?["label"])} reaches {Printer.Safe(Reaches(changed))}; expires {Expiry(changed)}. Holds everywhere within 2 s.");
        });
    }

    private static FgwCommand Rotate(CliEnvironment environment)
    {
        var name = Grant();
        var overlap = new Option<string>("--overlap") { Description = "How long the old token works on, such as 1h. Default: not at all.", HelpName = "length" };
        return new FgwCommand("rotate", "Replaces the token of a grant. The new one is shown this once.") { name, overlap }.Does(environment, async invocation =>
        {
            var grant = await invocation.GrantAsync(invocation.Get(name));
            var body = invocation.Get(overlap) is { } length ? new JsonObject { ["overlap"] = length } : null;
            if (body is null)
            {
                invocation.Confirm($"Replace the token of '{Printer.Safe(grant["label"])}'? The old one stops working at once.");
            }

            var rotated = await invocation.SendAsync(Api.RotateGrant.At(Members.IdOf(grant)), body);
            invocation.Print.One(rotated, TokenInWords(rotated));
        });
    }

    private static FgwCommand Revoke(CliEnvironment environment)
    {
        var name = Grant();
        return new FgwCommand("revoke", "Revokes a grant for ever, everywhere within 2 s.") { name }.Does(environment, async invocation =>
        {
            var grant = await invocation.GrantAsync(invocation.Get(name));
            invocation.Confirm($"Revoke '{Printer.Safe(grant["label"])}' ({Members.IdOf(grant)}) for ever?");
            await invocation.SendAsync(Api.RevokeGrant.At(Members.IdOf(grant)));
            invocation.Print.One(new JsonObject { ["id"] = Members.IdOf(grant), ["state"] = "revoked" }, $"{Printer.Safe(grant["label"])} is revoked.");
        });
    }

    private static FgwCommand Reset(CliEnvironment environment)
    {
        var (name, counter) = (Grant(), new Argument<string>("counter") { Description = "The counter, as 'fgw grant usage' names it." });
        var server = new Option<string>("--server") { Description = "The server, if the grant reaches several.", HelpName = "server" };
        var tool = new Option<string>("--tool") { Description = "The tool, for a counter of each tool.", HelpName = "tool" };
        return new FgwCommand("reset", "Lets the count of a limit begin again at 0 in its current window.") { name, counter, server, tool }.Does(environment, async invocation =>
        {
            var grant = await invocation.GrantAsync(invocation.Get(name));
            var body = new JsonObject { ["counter"] = invocation.Get(counter) };
            if (invocation.Get(server) is { } ofServer)
            {
                body["server"] = ofServer;
            }

            if (invocation.Get(tool) is { } ofTool)
            {
                body["tool"] = ofTool;
            }

            var reset = await invocation.SendAsync(Api.ResetCounter.At(Members.IdOf(grant)), body);
            var confirmed = reset?["confirmed"]?.GetValue<bool>() == true;
            invocation.Print.One(reset, confirmed ? "The count begins again at 0." : "The reset is sent; the counter has not confirmed it yet.");
        });
    }

    private static string TokenInWords(JsonNode? grant)
    {
        var urls = grant?["mcpUrls"]?.AsObject() ?? [];
        var addresses = urls.Select(each => $"\n{each.Key}  {Printer.Safe(each.Value)}");
        // The token stays out of the command line, which others on the machine can list and shells keep.
        var claude = urls.Take(1).Select(each => $"\nClaude Code:  claude mcp add --transport http {each.Key} {Printer.Safe(each.Value)} --header 'Authorization: Bearer ${{{AgentClient.TokenVariable}}}', with the token in {AgentClient.TokenVariable}\nOther clients:  fgw connect {each.Key} --client cursor");
        return $"token  {grant?["token"]}  (shown this once)\nid  {Printer.Safe(grant?["id"])}{string.Concat(addresses)}{OldToken(grant)}{string.Concat(claude)}";
    }

    private static string OldToken(JsonNode? grant) => grant?["oldTokenUntil"] is { } until ? $"\nThe old token works until {until}." : "";

    private static string Reaches(JsonNode? grant) =>
        string.Join(' ', Members.ListOf(grant, "access").Select(each => each?["policy"] is { } policy ? $"{each["server"]}={policy}" : $"{each?["server"]}"));

    private static string Expiry(JsonNode? grant) => grant?["expiresAt"] is { } at ? Printer.Safe(at) : Never;

    private static string PeriodInWords(string name, JsonNode? period)
    {
        var verdicts = (period?["verdicts"]?.AsObject() ?? []).Where(each => each.Value?.GetValue<long>() > 0).Select(each => $"{each.Value} {each.Key}");
        return $"{name,-14} {CountedWords.Of(period?["calls"], "call")}{string.Concat(verdicts.Select(each => $", {each}"))}";
    }
}
