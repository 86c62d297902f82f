using System.CommandLine;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.Cli.Policies;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw policy invariants</c>: what no policy of a server may let pass.</summary>
internal static class PolicyInvariantsCommand
{
    public static FgwCommand Create(CliEnvironment environment)
    {
        var server = ServerCommands.Id();
        var attach = new Option<string>("--attach") { Description = "Attaches the invariants of this file: a policy that violates one is no longer published.", HelpName = "file" };
        var detach = new Option<bool>("--detach") { Description = "Detaches them." };
        var command = new FgwCommand(
            "invariants", "Writes, attaches or detaches the calls that no policy of a server may let pass.",
            examples: ["fgw policy invariants payments", "fgw policy invariants payments --attach never.json"],
            exitCodes: "1 if policies in force violate what is attached.")
        {
            server, attach, detach,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(attach) is not null && result.GetResult(detach) is not null)
            {
                result.AddError("Found --attach and --detach. Accepted: one of them.");
            }
        });
        return command.Does(environment, async invocation =>
        {
            var id = invocation.Get(server);
            if (invocation.Get(attach) is { } file)
            {
                return await AttachAsync(invocation, id, PolicyFile.Read(environment, file));
            }

            if (invocation.Get(detach))
            {
                invocation.Confirm($"Detach the invariants of '{id}'?");
                invocation.Print.One(await invocation.SendAsync(Api.DeleteInvariants.At(id)), $"{id} has no invariants any more.");
                return ExitCodes.Ok;
            }

            var attached = await invocation.SendAsync(Api.Invariants.At(id));
            invocation.Print.One(attached, JsonText.Pretty(attached?["document"]));
            return ExitCodes.Ok;
        });
    }

    private static async Task<int> AttachAsync(Invocation invocation, string server, PolicyFile file)
    {
        var attached = await invocation.Client.SendDocumentAsync(Api.PutInvariants.At(server), file.Bytes, invocation.Cancellation);
        var violations = Members.ListOf(attached, "violations");
        var lines = violations.Select(each => $"{Printer.Safe(each?["policy"])} r{each?["revision"]}: {Printer.SafeWhole(each?["message"])}")
            .Append($"{CountedWords.Of(attached?["invariants"], "invariant")} attached to {server}{(violations.Count == 0 ? "; every policy in force holds them." : "; the policies above are in force and do not hold them.")}");
        invocation.Print.One(attached, string.Join('\n', lines));
        return violations.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
