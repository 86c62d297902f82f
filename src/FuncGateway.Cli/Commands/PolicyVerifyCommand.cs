using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.Cli.Policies;
using FuncGateway.LocalHost;
using FuncGateway.Policies.Analysis.Verification;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw policy verify</c>: what in a policy has no effect, what it leaves open, and whether invariants hold.</summary>
internal static class PolicyVerifyCommand
{
    public static FgwCommand Create(CliEnvironment environment)
    {
        var policy = new Argument<string>("policy") { Description = PolicySource.Accepted };
        var server = new Option<string>("--server") { Description = "Compares the policy with the tools of this server too, and holds it against its invariants. Without it, no gateway is needed.", HelpName = "server" };
        var invariants = new Option<string>("--invariants") { Description = "A file of calls that must never pass.", HelpName = "file" };
        var strict = new Option<bool>("--strict") { Description = "Fails on warnings too." };
        var sarif = new Option<string>("--sarif") { Description = "Writes the findings to this file as SARIF 2.1.0, for code scanning.", HelpName = "file" };
        return new FgwCommand(
            "verify", "Says what in a policy has no effect or leaves a hole, and proves that no call passes that must not.",
            examples: ["fgw policy verify files.policy.json", "fgw policy verify files.policy.json --invariants never.json --sarif policy.sarif", "fgw policy verify dev --server files"],
            exitCodes: "1 if an invariant is violated, with --strict also if there are warnings; 3 if an invariant is not decided.")
        {
            policy, server, invariants, strict, sarif,
        }.Does(environment, async invocation =>
        {
            var source = PolicySource.Of(environment, invocation.Get(policy));
            var never = invocation.Get(invariants) is { } file ? PolicyFile.Read(environment, file) : null;
            var result = invocation.Get(server) is { } id ? await AskAsync(invocation, id, source, never) : Verify(source, never);
            if (invocation.Get(sarif) is { } target)
            {
                WholeFile.Write(environment.PathOf(target), PolicySarif.Write(source, never, result));
            }

            invocation.Print.One(result, string.Join('\n', Lines(source, never, result)));
            return ExitCodeOf(result, invocation.Get(strict));
        });
    }

    private static Task<JsonNode?> AskAsync(Invocation invocation, string server, PolicySource source, PolicyFile? never)
    {
        var body = new JsonObject { ["server"] = server, ["policy"] = source.ToJson() };
        if (never is not null)
        {
            body["invariants"] = never.Parse() ?? throw new CliException(ExitCodes.Failed, never.Line("error", "", "The document is not JSON."));
        }

        return invocation.SendAsync(Api.VerifyPolicy.At(), body);
    }

    private static JsonObject Verify(PolicySource source, PolicyFile? never)
    {
        var reading = source.Read();
        if (never is null)
        {
            return AnalysisJson.Of(PolicyVerification.Of(reading));
        }

        var (invariants, problems) = Invariants.Read(never.Bytes);
        return invariants is not null ? AnalysisJson.Of(PolicyVerification.Of(reading, invariants: invariants))
            : throw new CliException(ExitCodes.Failed, string.Join('\n', problems.Select(problem => never.Line("error", problem.Path, problem.Message))));
    }

    private static IEnumerable<string> Lines(PolicySource source, PolicyFile? never, JsonNode? result)
    {
        foreach (var finding in Members.ListOf(result, "findings"))
        {
            var witness = finding?["witness"] is JsonObject shown ? $"; found {Printer.Safe(shown["name"])} {Printer.Safe(shown["arguments"] is { } arguments ? JsonText.Compact(arguments) : null)}" : "";
            var message = $"{Printer.Safe(finding?["message"])}{witness} [{Printer.Safe(finding?["name"])}]";
            var (path, level) = (Members.TextOf(finding, "path"), Members.TextOf(finding, "level"));
            var file = PolicySarif.IsOfInvariant(finding) ? never : source.File;
            yield return file is null ? $"{level,-7}  {Printer.Safe(path)}: {message}" : file.Line(level, path, message);
        }

        var counts = result?["invariants"];
        var (proved, violated, open) = (Count(counts, "proved"), Count(counts, "violated"), Count(counts, "notDecided"));
        var findings = CountedWords.Of(result?["total"], "finding");
        yield return proved + violated + open == 0 ? $"{findings}." : $"{findings}. Invariants: {proved} proved, {violated} violated, {open} not decided.";
    }

    private static int ExitCodeOf(JsonNode? result, bool isStrict)
    {
        var (violated, open) = (Count(result?["invariants"], "violated"), Count(result?["invariants"], "notDecided"));
        var warns = Members.ListOf(result, "findings").Any(finding => Members.TextOf(finding, "level") is "warning" or "error");
        return violated > 0 || (isStrict && warns) ? ExitCodes.Failed : open > 0 ? ExitCodes.Undecided : ExitCodes.Ok;
    }

    private static long Count(JsonNode? counts, string member) => (counts as JsonObject)?[member]?.GetValue<long>() ?? 0;
}
