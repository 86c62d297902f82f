using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw approvals</c>, <c>approve</c> and <c>refuse</c>: calls that wait for a person.</summary>
internal static class ApprovalCommands
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // An approval is named by its id and not by its place in the list, which changes while a person reads it.
    public static readonly Column[] Listed =
        [new("id", "/id", ColumnKind.Id), new("tool", "/tool"), new("server", "/server"), new("grant", "/grantLabel"), new("state", "/state"), new("expires", "/expiresAt", ColumnKind.Time), new("rule", "/rule")];

    public static IEnumerable<Command> Create(CliEnvironment environment) => [List(environment), Decide("approve", "Lets a call go on that waits for a person.", "approve", environment), Decide("refuse", "Refuses a call that waits for a person.", "refuse", environment)];

    private static FgwCommand List(CliEnvironment environment)
    {
        var id = new Argument<string?>("approval") { Description = "Shows this one, with everything that would run: its id, or the beginning of it.", Arity = ArgumentArity.ZeroOrOne };
        var state = GlobalOptions.Choice("--state", "Default: those that wait.", "pending", "approved", "refused", "expired", "consumed", "all");
        var watches = new Option<bool>("--watch") { Description = "Keeps running, and writes each new one." };
        return new FgwCommand(
            "approvals", "Lists the calls that wait for a person.",
            examples: ["fgw approvals", "fgw approvals --watch", "fgw approvals 3f9a", "fgw approve 3f9a", "fgw refuse 3f9a -m \"Not this month\""])
        {
            id, state, watches,
        }.Does(environment, invocation =>
            invocation.Find(id) is { } one ? ShowAsync(invocation, one)
            : invocation.Get(watches) ? WatchAsync(invocation)
            : ListAsync(invocation, invocation.Get(state) ?? "pending"));
    }

    private static FgwCommand Decide(string name, string description, string decision, CliEnvironment environment)
    {
        var id = new Argument<string>("approval") { Description = "The id of the approval, or the beginning of it." };
        var reason = new Option<string>("--message", "-m") { Description = "The reason, which the agent is told if the call is refused.", HelpName = "text" };
        return new FgwCommand(name, description) { id, reason }.Does(environment, async invocation =>
        {
            var approval = await invocation.ApprovalToDecideAsync(invocation.Get(id));
            var body = new JsonObject { ["decision"] = decision };
            if (invocation.Get(reason) is { } text)
            {
                body["reason"] = text;
            }

            var decided = await invocation.SendAsync(Api.Decide.At(Members.IdOf(approval)), body);
            invocation.Print.One(decided, $"{Printer.Safe(decided?["tool"])} on {Printer.Safe(decided?["server"])} for {Printer.Safe(decided?["grantLabel"])} is {(decision == "approve" ? "approved" : "refused")}.");
        });
    }

    private static async Task ListAsync(Invocation invocation, string state) => invocation.Print.Rows(
        await invocation.ListAsync(Api.Approvals.At().With("state", state == "all" ? null : state)), Listed, state == "pending" ? "Nothing waits for a person." : $"There are no approvals of this state.");

    private static async Task ShowAsync(Invocation invocation, string name)
    {
        var approval = await invocation.SendAsync(Api.Approval.At(Members.IdOf(await invocation.ApprovalAsync(name))));
        invocation.Print.One(approval, InWords(approval, invocation.Time.GetUtcNow()));
    }

    private static async Task WatchAsync(Invocation invocation)
    {
        invocation.Print.Header(Listed);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            foreach (var approval in await invocation.ListAsync(Api.Approvals.At().With("state", "pending")))
            {
                if (seen.Add(Members.IdOf(approval)))
                {
                    invocation.Print.Line(approval, Listed, LineOf(approval, invocation.Time.GetUtcNow()));
                }
            }

            await Task.Delay(Interval, invocation.Time, invocation.Cancellation);
        }
    }

    private static string LineOf(JsonNode approval, DateTimeOffset now) =>
        $"{Listed[0].ShownOf(approval, now)}  {Printer.Safe(approval["tool"])} on {Printer.Safe(approval["server"])} · {Printer.Safe(approval["grantLabel"])} · {Listed[5].ShownOf(approval, now)}";

    private static string InWords(JsonNode? approval, DateTimeOffset now)
    {
        var arguments = approval?["argumentsProblem"] is { } problem ? Printer.SafeWhole(problem) : JsonText.Pretty(approval?["arguments"]);
        var decision = approval?["decision"] is { } decided ? $"\n{Printer.Safe(decided["decision"])} by {Printer.Safe(decided["by"])}: {Printer.SafeWhole(decided["reason"])}" : "";
        var bound = approval?["alsoBound"] is JsonObject { Count: > 0 } more ? $"\nalso bound: {JsonText.Pretty(more)}" : "";
        var told = approval?["whenApproved"] is { } text ? $"\n{Printer.SafeWhole(text)}" : "";
        var before = approval?["before"] is { } ran ? $"\nThe identical call ran before: {Printer.SafeWhole(ran["text"])}" : "";
        return $"""
            {Printer.Safe(approval?["tool"])} on {Printer.Safe(approval?["server"])}, for {Printer.Safe(approval?["grantLabel"])}
            {Printer.Safe(approval?["state"])}, expires {(approval is null ? "" : Listed[5].ShownOf(approval, now))}
            rule {Printer.Safe(approval?["rule"])} of policy {Printer.Safe(approval?["policy"])} r{approval?["policyRevision"]}
            {arguments}{bound}{before}{told}{decision}
            """;
    }
}
