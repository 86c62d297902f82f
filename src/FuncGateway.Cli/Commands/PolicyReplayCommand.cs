using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.Cli.Policies;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw policy replay</c> and <c>propose</c>: what a policy makes of the traffic of the last days.</summary>
internal static class PolicyReplayCommand
{
    public static readonly Column[] Listed =
        [new("time", "/at", ColumnKind.Time), new("grant", "/grantLabel"), new("name", "/name"), new("was", "/was"), new("would be", "/wouldBe"), new("rule", "/wouldBeRule"), new("rule before", "/rule"), new("id", "/id")];

    public static readonly Column[] Evidence =
        [new("rule", "/pointer"), new("class", "/class"), new("calls", "/calls"), new("grants", "/grants"), new("a minute", "/perMinute"), new("a day", "/perDay"), new("last", "/last", ColumnKind.Time)];

    public static FgwCommand Replay(CliEnvironment environment)
    {
        var policy = new Argument<string>("policy") { Description = PolicySource.Accepted };
        var (server, days, grant) = (Server(), Days(), Grant());
        var calls = new Option<bool>("--calls") { Description = "Lists the requests that would be decided otherwise." };
        return new FgwCommand(
            "replay", "Says how a policy would have decided the traffic of the last days.",
            examples: ["fgw policy replay files.policy.json --server files --days 7", "fgw policy replay dev@3 --server files --grant ci-agent --calls"],
            exitCodes: "0 if nothing would change, 1 if something would be refused or held, 2 if something would be possible that was not, 3 if nothing is known to change and some requests are undecided.")
        {
            policy, server, days, grant, calls,
        }.Does(environment, async invocation =>
        {
            var body = await BodyAsync(invocation, invocation.Get(server) ?? "", invocation.Get(days), invocation.Get(grant));
            body["policy"] = PolicySource.Of(environment, invocation.Get(policy)).ToJson();
            var result = await invocation.SendAsync(Api.ReplayPolicy.At(), body);
            if (invocation.Get(calls) && !invocation.Print.IsJson)
            {
                invocation.Print.Rows(Members.ListOf(result, "changes"), Listed, "No request would be decided otherwise.");
                invocation.Print.Note(string.Join('\n', Lines(result)));
            }
            else
            {
                invocation.Print.One(result, string.Join('\n', Lines(result)));
            }

            return ExitCodeOf(result);
        });
    }

    public static FgwCommand Propose(CliEnvironment environment)
    {
        var (server, days, grant) = (Server(), Days(), Grant());
        var policy = new Option<string>("--compare") { Description = "Says how the proposal differs from this policy: an id, or a file.", HelpName = "policy" };
        return new FgwCommand(
            "propose", "Writes the policy that allows what passed in the last days, and no more. What it is based on is written to standard error.",
            examples: ["fgw policy propose --server files --days 14 > files.policy.json", "fgw policy propose --server files --grant ci-agent --compare dev"])
        {
            server, days, grant, policy,
        }.Does(environment, async invocation =>
        {
            var body = await BodyAsync(invocation, invocation.Get(server) ?? "", invocation.Get(days), invocation.Get(grant));
            if (invocation.Get(policy) is { } compared)
            {
                body["policy"] = PolicySource.Of(environment, compared).ToJson();
            }

            var proposed = await invocation.SendAsync(Api.ProposePolicy.At(), body);
            if (!invocation.Print.IsJson)
            {
                Explain(invocation, proposed, isCompared: body.ContainsKey("policy"));
            }

            invocation.Print.One(proposed, JsonText.Pretty(proposed?["document"]));
        });
    }

    private static void Explain(Invocation invocation, JsonNode? proposed, bool isCompared)
    {
        foreach (var line in Members.ListOf(proposed, "lines"))
        {
            invocation.Print.Note($"{Safe(line, "pointer")}  {Safe(line, "class")}  {CountedWords.Of(line?["calls"], "request")} of {CountedWords.Of(line?["grants"], "grant")}, at most {line?["perMinute"]} a minute and {line?["perDay"]} a day by one".Replace("    ", "  ", StringComparison.Ordinal));
        }

        foreach (var left in Members.ListOf(proposed, "leftOut"))
        {
            invocation.Print.Note($"left out: {Printer.Safe(left)}");
        }

        foreach (var line in (isCompared ? PolicyDiffCommand.Lines(proposed?["diff"]) : []).Concat(Lines(proposed?["replay"])))
        {
            invocation.Print.Note(line);
        }
    }

    private static IEnumerable<string> Lines(JsonNode? result)
    {
        var changes = Members.ListOf(result, "byVerdict").Select(each => $"{Number(each?["requests"])} {Safe(each, "was")} → {Safe(each, "wouldBe")}").ToArray();
        yield return $"{Number(result?["requests"])} requests: {(changes.Length == 0 ? "none would be decided otherwise" : string.Join(", ", changes))}.";
        foreach (var each in Members.ListOf(result, "undecided"))
        {
            yield return $"{Number(each?["requests"])} undecided, because {Safe(each, "why")}.";
        }

        if (Members.TextOf(result, "completeUntil") is { Length: > 0 } until)
        {
            yield return $"Requests after {until} were not looked at, because there are too many.";
        }
    }

    private static int ExitCodeOf(JsonNode? result) =>
        (result?["opened"]?.GetValue<int>() ?? 0) > 0 ? ExitCodes.Opens
        : (result?["changed"]?.GetValue<int>() ?? 0) > 0 ? ExitCodes.Failed
        : Members.ListOf(result, "undecided").Count > 0 ? ExitCodes.Undecided
        : ExitCodes.Ok;

    private static async Task<JsonObject> BodyAsync(Invocation invocation, string server, int? days, string? grant)
    {
        var body = new JsonObject { ["server"] = server };
        if (days is { } count)
        {
            body["days"] = count;
        }

        if (grant is not null)
        {
            body["grant"] = Members.IdOf(await Lookup.GrantAsync(invocation, grant));
        }

        return body;
    }

    private static Option<string> Server() => new("--server") { Description = "The server whose traffic it is.", HelpName = "server", Required = true };

    private static Option<int?> Days() => new("--days") { Description = "How many days back, at most 30. Default: 7.", HelpName = "number" };

    private static Option<string> Grant() => new("--grant") { Description = "Only the requests of this grant.", HelpName = "grant" };

    private static string Number(JsonNode? number) => (number?.GetValue<long>() ?? 0).ToString("N0", CultureInfo.InvariantCulture);

    private static string Safe(JsonNode? item, string member) => Printer.Safe((item as JsonObject)?[member]);
}
