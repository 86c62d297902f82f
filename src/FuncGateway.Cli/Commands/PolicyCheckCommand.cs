using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.Cli.Policies;
using FuncGateway.LocalHost;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw policy check</c>: the problems of a document, with their lines.</summary>
internal static class PolicyCheckCommand
{
    public static FgwCommand Create(CliEnvironment environment)
    {
        var file = PolicyCommands.FileArgument();
        var server = new Option<string>("--server") { Description = "Compares the document with the tools of this server too. Without it, no gateway is needed.", HelpName = "server" };
        return new FgwCommand(
            "check", "Checks a policy document.",
            examples: ["fgw policy check files.policy.json", "fgw policy check files.policy.json --server files"],
            exitCodes: "1 if the document has problems.")
        {
            file, server,
        }.Does(environment, async invocation =>
        {
            var document = PolicyFile.Read(environment, invocation.Get(file));
            var result = invocation.Get(server) is { } id && document.Parse() is { } policy
                ? await invocation.SendAsync(Api.CheckPolicy.At(), new JsonObject { ["policy"] = policy, ["server"] = id })
                : Json(document.Check());
            return Show(invocation, document, result);
        });
    }

    private static int Show(Invocation invocation, PolicyFile document, JsonNode? result)
    {
        var (problems, warnings) = (Of(result, "problems"), Of(result, "warnings"));
        var lines = problems.Select(each => document.Line("error", Members.TextOf(each, "path"), Printer.Safe(each?["message"])))
            .Concat(warnings.Select(each => document.Line("warning", Members.TextOf(each, "path"), Printer.Safe(each?["message"]))))
            .DefaultIfEmpty($"{document.Name}: no problems");
        invocation.Print.One(result, string.Join('\n', lines));
        return problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static JsonArray Of(JsonNode? result, string member) => result?[member] as JsonArray ?? [];

    private static JsonObject Json(PolicyReading reading) => new() { ["problems"] = Json(reading.Problems), ["warnings"] = Json(reading.Warnings) };

    private static JsonArray Json(IReadOnlyList<Problem> problems) => [.. problems.Select(each => new JsonObject { ["path"] = each.Path, ["message"] = each.Message })];
}
