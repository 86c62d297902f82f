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
        var name = new Argument<string>("name") { Description = "The name of the tool or prompt, or the URI of the resource." };
        var arguments = new Argument<string[]>("arguments") { Description = $"The arguments of the call: {AcceptedArgument}.", Arity = ArgumentArity.ZeroOrMore };
        var kind = GlobalOptions.Choice("--kind", "What is asked for. Default: tool.", "tool", "resource", "prompt");
        var grant = new Option<string>("--grant") { Description = "The grant that would call: what its limits have left is shown too.", HelpName = "grant" };
        var explain = new Option<bool>("--explain") { Description = "Shows every condition on the way, with the value that it saw." };
        return new FgwCommand(
            "try", "Says how a call would be decided, and what would change that. Nothing is called or counted.",
            examples: ["fgw policy try files dev read_text_file path=/w/.env", "fgw policy try payments ./new.policy.json refund-payment amount:=89.5 reason=twice --explain"],
            exitCodes: "0 if the call would be allowed, 1 if it would be denied or a limit of the grant is reached, 3 if a person would decide.")
        {
            server, policy, name, arguments, kind, grant, explain,
        }.Does(environment, async invocation =>
        {
            var body = new JsonObject
            {
                ["server"] = invocation.Get(server),
                ["policy"] = PolicySource.Of(environment, invocation.Get(policy)).ToJson(),
                ["call"] = CallOf(invocation.Get(kind), invocation.Get(name), invocation.Find(arguments) ?? []),
            };
            if (invocation.Get(grant) is { } label)
            {
                body["grant"] = Members.IdOf(await Lookup.GrantAsync(invocation, label));
            }

            var trial = await invocation.SendAsync(Api.TryPolicy.At(), body);
            invocation.Print.One(trial, TrialText.Of(trial, invocation.Get(explain)));
            return Members.TextOf(trial, "limitReached").Length > 0 ? ExitCodes.Failed
                : Members.TextOf(trial, "verdict") switch { "allow" => ExitCodes.Ok, "hold" => ExitCodes.Undecided, _ => ExitCodes.Failed };
        });
    }

    internal static JsonObject CallOf(string? kind, string name, string[] arguments) => kind switch
    {
        "resource" when arguments.Length > 0 => throw new CliException(ExitCodes.Usage, "A resource has no arguments. Accepted: its URI alone."),
        "resource" => new JsonObject { ["method"] = "resources/read", ["uri"] = name },
        "prompt" => new JsonObject { ["method"] = "prompts/get", ["name"] = name, ["arguments"] = ArgumentsOf(arguments) },
        _ => new JsonObject { ["name"] = name, ["arguments"] = ArgumentsOf(arguments) },
    };

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
            if (!arguments.TryAdd(text[..(isJson ? at - 1 : at)], isJson ? Parse(text[(at + 1)..], text) : JsonValue.Create(text[(at + 1)..])))
            {
                throw new CliException(ExitCodes.Usage, $"The argument '{text}' is there already. Accepted: each argument once.");
            }
        }

        return arguments;
    }

    private static JsonNode? Parse(string json, string text)
    {
        try
        {
            // Half a surrogate pair is found only when the value is written.
            var value = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            value?.ToJsonString();
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CliException(ExitCodes.Usage, $"The argument is '{text}', and what follows := is not JSON. Accepted: {AcceptedArgument}.", inner: e);
        }
    }
}
