using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.Cli.Policies;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw policy publish</c>: a document becomes the next revision of a policy, and what that changes is said.</summary>
internal static class PolicyPublishCommand
{
    public static FgwCommand Create(CliEnvironment environment)
    {
        var (file, note, strict) = (PolicyCommands.FileArgument(), PolicyCommands.Note(), PolicyCommands.Strict());
        var server = new Option<string>("--server") { Description = "The server that the policy is for.", HelpName = "server", Required = true };
        var name = new Option<string>("--as") { Description = "The id of the policy.", HelpName = "policy", Required = true };
        var isDryRun = new Option<bool>("--dry-run") { Description = "Checks the document, says what it would change, and publishes nothing." };
        return new FgwCommand(
            "publish", "Publishes a document as a new revision of a policy, and says what that changes.",
            examples: ["fgw policy publish files.policy.json --server files --as dev -m \"no .env\""],
            exitCodes: "1 if the document has problems; with --strict, also if it has warnings. With --dry-run, 2 if it would open access, 3 if that is not decided.")
        {
            file, server, name, note, strict, isDryRun,
        }.Does(environment, async invocation =>
        {
            var (document, ofServer, policy) = (PolicyFile.Read(environment, invocation.Get(file)), invocation.Get(server) ?? "", invocation.Get(name) ?? "");
            var request = Api.PutPolicy.At(ofServer, policy)
                .With("note", invocation.Get(note)).With("dryRun", invocation.Get(isDryRun) ? "true" : null).With("strict", invocation.Get(strict) ? "true" : null);
            try
            {
                // Compared first: afterwards the earlier revision is no longer the one in force.
                var diff = await CompareAsync(invocation, document, ofServer, policy);
                var published = await invocation.Client.SendDocumentAsync(request, document.Bytes, invocation.Cancellation);
                Say(invocation, document, published, diff);
                return invocation.Get(isDryRun) && diff is not null ? PolicyDiffCommand.ExitCodeOf(diff) : ExitCodes.Ok;
            }
            catch (CliException e) when (e.Problem?["problems"] is JsonArray { Count: > 0 } problems && !invocation.Print.IsJson)
            {
                foreach (var problem in problems)
                {
                    invocation.Print.Note(document.Line("error", Members.TextOf(problem, "path"), Printer.SafeWhole(problem?["message"])));
                }

                throw new CliException(e.ExitCode, Members.TextOf(e.Problem, "detail"), e.Problem, e);
            }
        });
    }

    // Null if there is nothing to compare with, or the document has problems, which publishing it reports.
    private static async Task<JsonNode?> CompareAsync(Invocation invocation, PolicyFile document, string server, string policy)
    {
        if (document.Check().Policy is null || document.Parse() is not { } after)
        {
            return null;
        }

        var before = (await invocation.ListAsync(Api.Policies.At(server))).Exists(each => Members.TextOf(each, "policy") == policy);
        return before ? await invocation.SendAsync(Api.DiffPolicies.At(), new JsonObject { ["server"] = server, ["before"] = policy, ["after"] = after }) : null;
    }

    private static void Say(Invocation invocation, PolicyFile document, JsonNode? published, JsonNode? diff)
    {
        foreach (var warning in Members.ListOf(published, "warnings"))
        {
            if (!invocation.Print.IsJson)
            {
                invocation.Print.Note(document.Line("warning", Members.TextOf(warning, "path"), Printer.Safe(warning?["message"])));
            }
        }

        var policy = Printer.Safe(published?["policy"]);
        var isDryRun = published?["dryRun"]?.GetValue<bool>() == true;
        var result = isDryRun ? $"{policy}: the document would be published. Nothing was changed." : $"{policy} {RevisionsOf(published)}; grants follow within 2 s.";
        invocation.Print.One(published, diff is null ? result : $"{string.Join('\n', PolicyDiffCommand.Lines(diff))}\n{result}");
    }

    private static string RevisionsOf(JsonNode? published) =>
        published?["revision"]?.GetValue<int>() is > 1 and var number ? $"r{PolicyCommands.Text(number - 1)} → r{PolicyCommands.Text(number)}" : "r1 is published";
}
