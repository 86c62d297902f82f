using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.Cli.Policies;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw policy try</c>: how a call would be decided.</summary>
internal static class PolicyTryCommand
{
    private const string AcceptedArgument = "NAME=TEXT, or NAME:=JSON for a number, true, false, null, a list or an object";

    public static FgwCommand Create(CliEnvironment environment)
    {
        var (server, policy) = (ServerCommands.Id(), new Argument<string>("policy") { Description = "The id of a policy of the server, or a file with a policy document." });
        var tool = new Argument<string>("tool") { Description = "The name of the tool." };
        var arguments = new Argument<string[]>("arguments") { Description = $"The arguments of the call: {AcceptedArgument}.", Arity = ArgumentArity.ZeroOrMore };
        return new FgwCommand(
            "try", "Says how a call would be decided. Nothing is called or counted.",
            examples: ["fgw policy try files dev read_text_file path=/w/.env", "fgw policy try payments ./new.policy.json refund-payment amount:=89.5 reason=twice"],
            exitCodes: "0 if the call would be allowed, 1 if it would be denied, 3 if a person would decide.")
        {
            server, policy, tool, arguments,
        }.Does(environment, async invocation =>
        {
            var body = new JsonObject
            {
                ["server"] = invocation.Get(server),
                ["policy"] = PolicyOf(environment, invocation.Get(policy)),
                ["call"] = new JsonObject { ["name"] = invocation.Get(tool), ["arguments"] = ArgumentsOf(invocation.Find(arguments) ?? []) },
            };
            var trial = await invocation.SendAsync(Api.TryPolicy.At(), body);
            invocation.Print.One(trial, Sentence(trial));
            return Members.TextOf(trial, "verdict") switch { "allow" => ExitCodes.Ok, "hold" => ExitCodes.Undecided, _ => ExitCodes.Failed };
        });
    }

    // The ids of policies have no dots or slashes, and files have.
    private static JsonNode? PolicyOf(CliEnvironment environment, string text)
    {
        if (text != PolicyFile.StandardInput && text.IndexOfAny(['.', '/', '\\']) < 0)
        {
            return text;
        }

        var file = PolicyFile.Read(environment, text);
        return file.Parse() ?? throw new CliException(ExitCodes.Failed, file.Line("error", "", "The document is not JSON. 'fgw policy check' says why."));
    }

    private static JsonObject ArgumentsOf(string[] texts)
    {
        var arguments = new JsonObject();
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
            {
                throw new CliException(ExitCodes.Usage, $"The argument is '{text}'. Accepted: {AcceptedArgument}.");
            }

            var isJson = text[at - 1] == ':';
            arguments[text[..(isJson ? at - 1 : at)]] = isJson ? Parse(text[(at + 1)..], text) : JsonValue.Create(text[(at + 1)..]);
        }

        return arguments;
    }

    private static JsonNode? Parse(string json, string text)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw new CliException(ExitCodes.Usage, $"The argument is '{text}', and what follows := is not JSON. Accepted: {AcceptedArgument}.", inner: e);
        }
    }

    private static string Sentence(JsonNode? trial)
    {
        var (rule, message) = (Printer.Safe(trial?["rule"]), Printer.Safe(trial?["message"]));
        var verdict = trial?["hidden"]?.GetValue<bool>() == true ? "HIDDEN" : Members.TextOf(trial, "verdict").ToUpperInvariant();
        var charges = Members.ListOf(trial, "charges").Select(charge => $"\n  takes {charge?["amount"]} of {charge?["max"]} a {Printer.Safe(charge?["window"])} ({Printer.Safe(charge?["counter"])}, per {Printer.Safe(charge?["scope"])})");
        return $"{verdict}{(rule.Length > 0 ? $"  {rule}" : "")}{(message.Length > 0 ? $"  \"{message}\"" : "")}{string.Concat(charges)}";
    }
}
