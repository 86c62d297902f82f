using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw overview</c>, <c>stack</c> and <c>settings</c>: the gateway as a whole.</summary>
internal static class OverviewCommands
{
    public static readonly Column[] Reached =
        [new("grant", "/grant"), new("server", "/server"), new("policy", "/policy"), new("tool", "/tool"), new("class", "/class"), new("verdict", "/verdict"), new("rule", "/rule"), new("limits", "/limits"), new("state", "/state")];

    public static readonly Column[] SettingColumns = [new("setting", "/name"), new("value", "/value"), new("source", "/source")];

    public static IEnumerable<Command> Create(CliEnvironment environment) => [Overview(environment), Stack(environment), Settings(environment)];

    private static FgwCommand Overview(CliEnvironment environment) => new FgwCommand("overview", "Shows the requests of the last 24 hours, what waits for people, and what needs attention.").Does(environment, async invocation =>
    {
        var overview = await invocation.SendAsync(Api.Overview.At());
        invocation.Print.One(overview, string.Join('\n', InWords(overview)));
    });

    private static FgwCommand Stack(CliEnvironment environment)
    {
        var grant = new Option<string>("--grant") { Description = "Only what this grant reaches.", HelpName = "grant" };
        return new FgwCommand(
            "stack", "Shows everything that agents can call, and whether it adds up to a toxic flow: untrusted content, private data and a way out.",
            exitCodes: "1 if there is a toxic flow.")
        {
            grant,
        }.Does(environment, async invocation =>
        {
            var only = invocation.Get(grant) is { } name ? Members.IdOf(await invocation.GrantAsync(name)) : null;
            var grants = await invocation.ListAsync(Api.Stack.At().With("grant", only));
            var toxic = grants.Where(each => each["flow"]?["isComplete"]?.GetValue<bool>() == true).ToList();

            // A row for each tool is easier to read; programs are given everything that the gateway knows.
            invocation.Print.Rows(invocation.Print.IsJson ? grants : grants.SelectMany(RowsOf), Reached, "No live grant reaches a tool.");
            foreach (var (server, policy) in grants.SelectMany(each => Members.ListOf(each, "servers")).Where(each => Members.TextOf(each, "mode") == "shadow").Select(each => (Printer.Safe(each?["server"]), Printer.Safe(each?["policy"]))).Distinct())
            {
                invocation.Print.Note($"shadow: policy {policy} of {server} enforces nothing, so every tool can be called. Its verdicts are what it would decide.");
            }

            toxic.ForEach(each => invocation.Print.Note($"toxic flow: '{Printer.Safe(each["label"])}' can read untrusted content and private data, and has a way out. The console's Stack says how to break it."));
            return toxic.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        });
    }

    private static FgwCommand Settings(CliEnvironment environment)
    {
        var id = new Argument<string>("webhook") { Description = "'gateway', or 'server:' and the id of a server." };
        return new FgwCommand("settings", "Shows the settings in force, and where they come from.")
        {
            new FgwCommand("webhook-test", "Sends a test message to a webhook.", exitCodes: "1 if it was not delivered.") { id }.Does(environment, async invocation =>
            {
                var tested = await invocation.SendAsync(Api.TestWebhook.At(invocation.Get(id)));
                var delivered = tested?["delivered"]?.GetValue<bool>() == true;
                invocation.Print.One(tested, delivered ? "The test message was delivered." : $"The test message was not delivered: {Printer.Safe(tested?["problem"])}");
                return delivered ? ExitCodes.Ok : ExitCodes.Failed;
            }),
        }.Does(environment, async invocation =>
        {
            var settings = await invocation.SendAsync(Api.Settings.At());
            invocation.Print.Rows(Members.ListOf(settings, "settings"), SettingColumns, "There are no settings.");
        });
    }

    private static IEnumerable<string> InWords(JsonNode? overview)
    {
        if (overview?["frozen"] is { } frozen)
        {
            yield return $"FROZEN since {Printer.Safe(frozen["since"])} by {Printer.Safe(frozen["by"])}: {Printer.Safe(frozen["reason"])}";
        }

        yield return $"last hour      {VerdictsOf(overview?["lastHour"])}";
        yield return $"last 24 hours  {VerdictsOf(overview?["last24Hours"])}";
        yield return $"approvals      {overview?["pendingApprovals"]} wait for a person";
        foreach (var server in Members.ListOf(overview, "servers"))
        {
            var changes = server?["changes"]?.GetValue<int>() is > 0 and var count ? $"{CountedWords.Of(count, "tool")} new or changed" : "";
            var problem = Printer.Safe(server?["problem"]);
            yield return $"server         {Printer.Safe(server?["id"])}  {string.Join("; ", new[] { changes, problem }.Where(each => each.Length > 0).DefaultIfEmpty("ok"))}";
        }

        foreach (var limit in Members.ListOf(overview, "nearLimits"))
        {
            yield return $"near its limit {Printer.Safe(limit?["label"])} on {Printer.Safe(limit?["server"])}: {limit?["used"]} of {limit?["max"]} a {Printer.Safe(limit?["window"])} ({Printer.Safe(limit?["counter"])})";
        }

        if (overview?["audit"] is { } audit)
        {
            yield return $"audit          {(audit["ok"]?.GetValue<bool>() == true ? "verified" : $"{CountedWords.Of(audit["problems"], "PROBLEM")}")} {Printer.Safe(audit["verifiedAt"])}, {CountedWords.Of(audit["records"], "record")}";
        }
    }

    private static string VerdictsOf(JsonNode? verdicts) => string.Join(", ", (verdicts?.AsObject() ?? []).Where(each => each.Value?.GetValue<long>() > 0).Select(each => $"{each.Value} {each.Key}").DefaultIfEmpty("no requests"));

    private static IEnumerable<JsonNode> RowsOf(JsonNode grant) =>
        from server in Members.ListOf(grant, "servers")
        from tool in Members.ListOf(server, "tools")
        select new JsonObject
        {
            ["grant"] = grant["label"]?.DeepClone(),
            ["server"] = server["server"]?.DeepClone(),
            ["policy"] = server["policy"]?.DeepClone(),
            ["tool"] = tool["name"]?.DeepClone(),
            ["class"] = tool["class"]?.DeepClone(),
            ["verdict"] = tool["verdict"]?.DeepClone(),
            ["rule"] = tool["rule"]?.DeepClone(),
            ["limits"] = new JsonArray([.. (Members.ListOf(tool, "limits")).Select(limit => JsonValue.Create($"{limit?["max"]}/{limit?["window"]}"))]),
            ["state"] = tool["state"]?.DeepClone(),
        };
}
