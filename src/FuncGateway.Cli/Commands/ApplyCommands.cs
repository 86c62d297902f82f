using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Files;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw apply</c> and <c>export</c>: the configuration of a gateway as files.</summary>
internal static class ApplyCommands
{
    private static readonly Column[] Steps = [new("action", "/action"), new("kind", "/kind"), new("name", "/name"), new("outcome", "/outcome"), new("detail", "/detail"), new("token", "/token")];
    private static readonly Column[] Written = [new("file", "/file"), new("change", "/change")];

    public static IEnumerable<Command> Create(CliEnvironment environment) => [Apply(environment), Export(environment)];

    private static FgwCommand Apply(CliEnvironment environment)
    {
        var folder = new Option<string>("--file", "-f") { Description = "The folder with servers, policies and grants, as 'fgw export' writes it.", HelpName = "folder", Required = true };
        var isDryRun = new Option<bool>("--dry-run") { Description = "Shows what would be done, and what was changed by hand." };
        var prunes = new Option<bool>("--prune") { Description = "Also removes what the files do not have: revokes grants, retires policies, removes servers." };
        var note = new Option<string>("--message", "-m") { Description = "A note for the history of policies.", HelpName = "text" };
        var tokens = new Option<string>("--tokens") { Description = "Adds the tokens of new grants to this file, by their labels, readable only by its owner, instead of the output, which CI keeps.", HelpName = "file" };
        return new FgwCommand(
            "apply", "Makes the gateway as files say: servers, policies and grants. Tokens of new grants are shown once.",
            examples: ["fgw apply -f gateway/ --dry-run", "fgw apply -f gateway/ -m \"release 7\""],
            exitCodes: "With --dry-run 1 if something would be done. Otherwise that of the first step that failed; the others are done, and it can be repeated.")
        {
            folder, isDryRun, prunes, note, tokens,
        }.Does(environment, async invocation =>
        {
            var wanted = new StateFolder(environment.PathOf(invocation.Get(folder) ?? "")).Read();
            var plan = ApplyStep.Plan(wanted, await GatewayState.ReadAsync(invocation.Client, invocation.Cancellation), invocation.Get(prunes), invocation.Time.GetUtcNow());
            PruneCheck.Check(plan);
            if (invocation.Get(isDryRun))
            {
                Write(invocation, [.. plan.Select(step => new ApplyResult(step, step.ChangesGateway ? StepOutcome.Planned : StepOutcome.Nothing, step.Reason))]);
                return plan.Any(step => step.ChangesGateway) ? ExitCodes.Failed : ExitCodes.Ok;
            }

            if (plan.Count(step => step.Action == StepAction.Remove) is > 0 and var removed)
            {
                invocation.Confirm($"Remove {removed} that the files do not have ({string.Join(", ", plan.Where(step => step.Action == StepAction.Remove).Take(5).Select(step => Printer.Safe(step.Key.ToString())))})?");
            }

            return await RunAsync(invocation, plan, invocation.Get(note), invocation.Get(tokens) is { } file ? environment.PathOf(file) : null);
        });
    }

    private static FgwCommand Export(CliEnvironment environment)
    {
        var folder = new Argument<string>("folder") { Description = "Where the files are written. Files that say the same stay as they are." };
        var prunes = new Option<bool>("--prune") { Description = "Deletes the files of what the gateway does not have." };
        return new FgwCommand(
            "export", "Writes servers, policies and grants as files, without tokens and credentials.",
            examples: ["fgw export gateway/"])
        {
            folder, prunes,
        }.Does(environment, async invocation =>
        {
            var items = await GatewayState.ReadAsync(invocation.Client, invocation.Cancellation);
            var files = new StateFolder(environment.PathOf(invocation.Get(folder)));
            var changes = files.Write(items);
            if (invocation.Get(prunes))
            {
                changes = Prune(invocation, files, changes);
            }

            invocation.Print.Rows([.. changes.Select(each => new JsonObject { ["file"] = each.File, ["change"] = each.Change })], Written, $"The files are as the gateway is: {items.Count} of them.");
        });
    }

    private static IReadOnlyList<(string File, string Change)> Prune(Invocation invocation, StateFolder files, IReadOnlyList<(string File, string Change)> changes)
    {
        var stale = changes.Where(each => each.Change == StateFolder.NotAtGateway).Select(each => each.File).ToArray();
        if (stale.Length > 0)
        {
            invocation.Confirm($"Delete {CountedWords.Of(stale.Length, "file")} of what the gateway does not have ({string.Join(", ", stale.Take(5).Select(file => Printer.Safe(file)))})?");
            files.Delete(stale);
        }

        return [.. changes.Select(each => stale.Contains(each.File) ? (each.File, "deleted") : each)];
    }

    private static async Task<int> RunAsync(Invocation invocation, IReadOnlyList<ApplyStep> plan, string? note, string? tokens)
    {
        // Found out before a token is shown this once.
        WriteTokens(tokens, []);
        var run = new ApplyRun(invocation.Client, note is null ? GatewayState.Note : $"{GatewayState.Note}: {note}");
        var results = new List<ApplyResult>();
        foreach (var step in plan)
        {
            results.Add(await run.RunAsync(step, invocation.Cancellation));
        }

        WriteTokens(tokens, results);
        Write(invocation, tokens is null ? results : [.. results.Select(result => result with { Token = null })]);
        var failed = results.Where(result => result.Outcome is StepOutcome.Failed or StepOutcome.NotTried or StepOutcome.Unknown).ToList();
        if (failed.Count > 0)
        {
            invocation.Print.Note($"fgw: {results.Count(result => result.Outcome == StepOutcome.Done)} done, {failed.Count} not done. 'fgw apply' can be repeated.");
        }

        return failed.Count == 0 ? ExitCodes.Ok
            : failed.FirstOrDefault(result => result.ExitCode != 0) is { } first ? first.ExitCode
            : invocation.Cancellation.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Failed;
    }

    private static void WriteTokens(string? file, IEnumerable<ApplyResult> results)
    {
        if (file is not null)
        {
            TokenFile.Add(file, results.Where(result => result.Token is not null).Select(result => KeyValuePair.Create(result.Step.Key.Name, result.Token ?? "")));
        }
    }

    private static void Write(Invocation invocation, IReadOnlyList<ApplyResult> results)
    {
        if (!invocation.Print.IsForPerson)
        {
            invocation.Print.Rows([.. results.Select(result => result.ToJson())], Steps, "");
            return;
        }

        foreach (var result in results.Where(result => result.Step.Action != StepAction.None))
        {
            invocation.Print.Say(LineOf(invocation.Terminal, result));
        }

        invocation.Print.Say($"{results.Count(result => result.Step.Action == StepAction.None)} as in the files.");
    }

    private static string LineOf(Terminal terminal, ApplyResult result)
    {
        var outcome = result.Outcome switch { StepOutcome.Failed => "FAILED: ", StepOutcome.NotTried => "not tried: ", StepOutcome.Unknown => "unknown: ", _ => "" };
        var colour = result.Outcome is StepOutcome.Failed or StepOutcome.NotTried or StepOutcome.Unknown ? TextColour.Red : result.Step.Action == StepAction.Create ? TextColour.Green : TextColour.Yellow;
        var token = result.Token is { } shown ? $"\n    token  {shown}  (shown this once)" : "";
        return $"{terminal.Colour(result.Step.Mark, colour)} {result.Step.Key.KindName,-6} {Printer.Safe(result.Step.Key.Path),-30} {outcome}{Printer.Safe(result.Detail)}{token}";
    }
}
