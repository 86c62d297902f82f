using System.CommandLine;
using System.Globalization;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw policy</c>: the policies of a server, and their revisions.</summary>
internal static class PolicyCommands
{
    public static readonly Column[] Listed =
        [new("policy", "/policy"), new("revision", "/revision"), new("published", "/createdAt", ColumnKind.Time), new("by", "/by"), new("note", "/note"), new("mode", "/mode"), new("restored from", "/restoredFrom")];

    public static Command Create(CliEnvironment environment) => new FgwCommand("policy", "The policies of a server, and their revisions.")
    {
        PolicyCheckCommand.Create(environment), PolicyVerifyCommand.Create(environment), PolicyTestCommand.Create(environment), PolicyDiffCommand.Create(environment), PolicyTryCommand.Create(environment),
        PolicyPublishCommand.Create(environment), List(environment), Show(environment), History(environment), Restore(environment),
        Delete(environment), Suggest(environment), PolicyReplayCommand.Replay(environment), PolicyReplayCommand.Propose(environment), PolicyInvariantsCommand.Create(environment),
    };

    public static Argument<string> Policy() => new("policy") { Description = "The id of the policy." };

    public static Argument<string> FileArgument() => new("file") { Description = "A policy document; - is standard input." };

    public static Option<string> Note() => new("--message", "-m") { Description = "A note for the history.", HelpName = "text" };

    public static Option<bool> Strict() => new("--strict") { Description = "Refuses a document with warnings." };

    private static FgwCommand List(CliEnvironment environment)
    {
        var server = ServerCommands.Id();
        return new FgwCommand("ls", "Lists the policies of a server.") { server }.Does(environment, async invocation =>
            invocation.Print.Rows(await invocation.ListAsync(Api.Policies.At(invocation.Get(server))), Listed, "The server has no policies. 'fgw policy suggest' proposes one."));
    }

    private static FgwCommand Show(CliEnvironment environment)
    {
        var (server, policy) = (ServerCommands.Id(), Policy());
        var revision = new Option<int?>("--revision") { Description = "An earlier revision.", HelpName = "number" };
        return new FgwCommand("show", "Writes the document of a policy.") { server, policy, revision }.Does(environment, async invocation =>
        {
            var request = invocation.Get(revision) is { } number
                ? Api.Revision.At(invocation.Get(server), invocation.Get(policy), Text(number))
                : Api.Policy.At(invocation.Get(server), invocation.Get(policy));
            var view = await invocation.SendAsync(request);
            invocation.Print.One(view, JsonText.Pretty(view?["document"]));
        });
    }

    private static FgwCommand History(CliEnvironment environment)
    {
        var (server, policy) = (ServerCommands.Id(), Policy());
        return new FgwCommand("history", "Lists the revisions of a policy, newest first.") { server, policy }.Does(environment, async invocation =>
            invocation.Print.Rows(await invocation.ListAsync(Api.Revisions.At(invocation.Get(server), invocation.Get(policy))), Listed, "There are no revisions."));
    }

    private static FgwCommand Restore(CliEnvironment environment)
    {
        var (server, policy, note, strict) = (ServerCommands.Id(), Policy(), Note(), Strict());
        var revision = new Argument<int>("revision") { Description = "The number of the revision to publish again." };
        return new FgwCommand("restore", "Publishes the document of an earlier revision as a new one.") { server, policy, revision, note, strict }.Does(environment, async invocation =>
        {
            var number = Text(invocation.Get(revision));
            var request = Api.Restore.At(invocation.Get(server), invocation.Get(policy), number).With("note", invocation.Get(note)).With("strict", invocation.Get(strict) ? "true" : null);
            var published = await invocation.SendAsync(request);
            invocation.Print.One(published, $"{Printer.Safe(published?["policy"])} r{number} is published again as r{published?["revision"]}; grants follow within 2 s.");
        });
    }

    private static FgwCommand Delete(CliEnvironment environment)
    {
        var (server, policy) = (ServerCommands.Id(), Policy());
        return new FgwCommand("delete", "Retires a policy that no live grant uses. Its revisions are kept as long as the audit log.") { server, policy }.Does(environment, async invocation =>
        {
            var (ofServer, name) = (invocation.Get(server), invocation.Get(policy));
            await invocation.SendAsync(Api.Policy.At(ofServer, name));
            invocation.Confirm($"Retire the policy '{name}' of '{ofServer}'?");
            var retired = await invocation.SendAsync(Api.RetirePolicy.At(ofServer, name));
            invocation.Print.One(retired, $"{Printer.Safe(retired?["policy"])} is retired.");
        });
    }

    private static FgwCommand Suggest(CliEnvironment environment)
    {
        var server = ServerCommands.Id();
        var preset = GlobalOptions.Choice("--preset", "read-only: tools that read. recommended (default): writing within limits, paying with approval. strict: writing with approval.", "read-only", "recommended", "strict");
        return new FgwCommand(
            "suggest", "Writes the policy that is recommended for what the newest scan of a server found.",
            examples: ["fgw policy suggest files --preset recommended > files.policy.json"])
        {
            server, preset,
        }.Does(environment, async invocation =>
        {
            var request = Api.Recommendation.At(invocation.Get(server)).With("preset", invocation.Get(preset));
            await invocation.Terminal.Out.WriteLineAsync((await invocation.Client.ReadTextAsync(request, invocation.Cancellation)).TrimEnd());
        });
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
