using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.Cli.Policies;
using FuncGateway.LocalHost;
using FuncGateway.Policies.Analysis.Diffs;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw policy diff</c>: what a new version of a policy does to access.</summary>
internal static class PolicyDiffCommand
{
    public static readonly Column[] Listed =
        [new("effect", "/effect"), new("subject", "/subject"), new("name", "/name"), new("from", "/from"), new("to", "/to"), new("when", "/when"), new("example", "/witness/arguments"), new("rule before", "/ruleBefore"), new("rule after", "/ruleAfter")];

    public static FgwCommand Create(CliEnvironment environment)
    {
        var before = new Argument<string>("before") { Description = $"The earlier policy. {PolicySource.Accepted}" };
        var after = new Argument<string>("after") { Description = "The new policy, in the same form." };
        var server = new Option<string>("--server") { Description = "The server that has the policies; changes are shown with its tools. Without it, no gateway is needed.", HelpName = "server" };
        return new FgwCommand(
            "diff", "Compares what two policies decide, not how they are written. Each change comes with a call that shows it.",
            examples: ["fgw policy diff old.policy.json new.policy.json", "fgw policy diff dev ./new.policy.json --server files", "fgw policy diff dev@3 dev --server files"],
            exitCodes: "0 if nothing opens access, 2 if something does, 3 if that is not decided.")
        {
            before, after, server,
        }.Does(environment, async invocation =>
        {
            var (old, now) = (PolicySource.Of(environment, invocation.Get(before)), PolicySource.Of(environment, invocation.Get(after)));
            var diff = invocation.Get(server) is { } id
                ? await invocation.SendAsync(Api.DiffPolicies.At(), new JsonObject { ["server"] = id, ["before"] = old.ToJson(), ["after"] = now.ToJson() })
                : AnalysisJson.Of(PolicyComparison.Compare(old.Read(), now.Read(), []));
            return Show(invocation, diff);
        });
    }

    /// <summary>Writes the changes and returns the exit code.</summary>
    public static int Show(Invocation invocation, JsonNode? diff)
    {
        if (invocation.Print.IsForPerson || invocation.Print.IsJson)
        {
            invocation.Print.One(diff, string.Join('\n', Lines(diff)));
        }
        else
        {
            invocation.Print.Rows(Members.ListOf(diff, "changes"), Listed, "");
            foreach (var line in NotDecided(diff))
            {
                invocation.Print.Note(line);
            }
        }

        return ExitCodeOf(diff);
    }

    public static int ExitCodeOf(JsonNode? diff) => Members.TextOf(diff, "result") switch
    {
        "opensAccess" => ExitCodes.Opens,
        "notDecided" => ExitCodes.Undecided,
        _ => ExitCodes.Ok,
    };

    /// <summary>The changes, a line for each, and a last line that sums them up.</summary>
    public static IEnumerable<string> Lines(JsonNode? diff)
    {
        var changes = Members.ListOf(diff, "changes");
        foreach (var change in changes)
        {
            yield return Line(change);
        }

        foreach (var line in NotDecided(diff))
        {
            yield return line;
        }

        var opening = changes.Count(change => Members.TextOf(change, "effect") == "opens");
        yield return Members.TextOf(diff, "result") switch
        {
            "none" => "Every request is decided as before.",
            "onlyTighter" => $"{CountedWords.Of(diff?["total"], "change")}, none opens access.",
            "opensAccess" => $"{CountedWords.Of(diff?["total"], "change")}, {opening} of them {(opening == 1 ? "opens" : "open")} access.",
            _ => $"{CountedWords.Of(diff?["total"], "change")}, none was found to open access, but not everything could be compared.",
        };
    }

    private static IEnumerable<string> NotDecided(JsonNode? diff) =>
        Members.ListOf(diff, "notDecided").Select(part => $"not decided  {Safe(part, "name")}  {Safe(part, "rule")}  because {Safe(part, "why")}");

    private static string Line(JsonNode? change)
    {
        var (subject, when, rule) = (Members.TextOf(change, "subject"), Safe(change, "when"), Members.TextOf(change, "ruleAfter") is { Length: > 0 } after ? after : Members.TextOf(change, "ruleBefore"));
        var mark = Members.TextOf(change, "effect") == "opens" ? "+" : "-";
        var name = subject is "tool" or "policy" ? Safe(change, "name") : $"{subject} {Safe(change, "name")}";
        var (from, to) = Members.TextOf(change, "kind") == "verdict" ? (Safe(change, "from").ToUpperInvariant(), Safe(change, "to").ToUpperInvariant()) : (Safe(change, "from"), Safe(change, "to"));
        return $"{mark} {name}  {from} → {to}{(when.Length > 0 ? $"  {when}" : "")}{Example(change)}{(rule.Length > 0 ? $"  rule {Printer.Safe(rule)}" : "")}";
    }

    private static string Example(JsonNode? change)
    {
        if (change?["witness"] is not JsonObject witness || Members.TextOf(change, "kind") != "verdict")
        {
            return "";
        }

        var named = Members.TextOf(witness, "name") == Members.TextOf(change, "name") ? "" : Safe(witness, "name");
        var arguments = witness["arguments"] is { } shown ? (Members.TextOf(change, "subject") == "resource" ? "" : Printer.Safe(JsonText.Compact(shown))) : $"({witness["bytes"]} bytes of arguments)";
        return named.Length + arguments.Length == 0 ? "" : $"  e.g. {named}{(named.Length > 0 && arguments.Length > 0 ? " " : "")}{arguments}";
    }

    private static string Safe(JsonNode? item, string member) => Printer.Safe((item as JsonObject)?[member]);
}
