using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw audit</c>: the proof that the audit log is whole.</summary>
internal static class AuditCommands
{
    private static readonly string[] CheckpointMembers = ["content", "key", "signature"];

    public static readonly Column[] Problems = [new("kind", "/kind"), new("writer", "/writer"), new("block", "/block"), new("where", "/where"), new("what", "/what")];

    public static Command Create(CliEnvironment environment) => new FgwCommand("audit", "Verifies and exports the audit log.")
    {
        Verify(environment), Export(environment), Checkpoint(environment), Checkpoints(environment), Keys(environment), Show(environment), Proof(environment),
    };

    private static FgwCommand Verify(CliEnvironment environment)
    {
        var from = new Option<string>("--from") { Description = "The first day (UTC) to verify, such as 2030-01-31.", HelpName = "day" };
        var to = new Option<string>("--to") { Description = "The last day, inclusive.", HelpName = "day" };
        var checkpoint = new Option<string>("--checkpoint") { Description = "A checkpoint that was kept elsewhere ('fgw audit checkpoint > FILE'): the log must still have it.", HelpName = "file" };
        return new FgwCommand(
            "verify", "Verifies that no record was changed, removed, added or moved.",
            exitCodes: "2 if the log was tampered with.")
        {
            from, to, checkpoint,
        }.Does(environment, async invocation =>
        {
            var kept = invocation.Get(checkpoint) is { } file ? ReadCheckpoint(environment, file) : null;
            var report = await invocation.SendAsync(Api.AuditVerify.At().With("from", invocation.Get(from)).With("to", invocation.Get(to)));
            var missing = kept is null ? null : await FindDifferenceAsync(invocation, kept);
            var problems = Members.ListOf(report, "problems");
            if (missing is not null)
            {
                problems.Add(new JsonObject { ["kind"] = "truncated", ["writer"] = "", ["where"] = "checkpoint", ["what"] = missing });
            }

            var ok = problems.Count == 0;
            var state = ok ? invocation.Terminal.Colour("ok", TextColour.Green) : invocation.Terminal.Colour("TAMPERED", TextColour.Red);
            invocation.Print.One(report, $"{state}  {CountedWords.Of(report?["records"], "record")}, {CountedWords.Of(report?["chains"], "chain")}, {CountedWords.Of(report?["checkpoints"], "checkpoint")}, {CountedWords.Of(report?["unfinishedBlocks"], "unfinished block")}");
            if (!ok && !invocation.Print.IsJson)
            {
                invocation.Print.Rows(problems, Problems, "");
            }

            return ok ? ExitCodes.Ok : ExitCodes.Opens;
        });
    }

    private static FgwCommand Export(CliEnvironment environment)
    {
        var filter = new AuditFilter();
        var records = new Option<bool>("--records") { Description = "The stored blocks with their records and hashes, for the offline verifiers." };
        var command = new FgwCommand(
            "export", "Writes the entries of the audit log, newest first: JSON lines, or CSV with -o csv.",
            examples: ["fgw audit export --since 30d -o csv > calls.csv", "fgw audit export --records > calls.jsonl", "fgw audit export --records --changes > admin.jsonl"])
        {
            records,
        };
        filter.AddTo(command);
        return command.Does(environment, async invocation =>
        {
            var chosen = await filter.ReadAsync(invocation);
            if (chosen.Verdicts.Count > 1)
            {
                throw new CliException(ExitCodes.Usage, "--verdict has several values. Accepted for an export: one.");
            }

            var request = chosen.Apply(Api.AuditExport.At()).With("format", invocation.Print.IsCsv ? "csv" : "jsonl").With("records", invocation.Get(records) ? "true" : null);
            await invocation.Client.CopyTextAsync(request, invocation.Terminal.Out, invocation.Cancellation);
        });
    }

    private static FgwCommand Checkpoint(CliEnvironment environment) => Json("checkpoint", "Writes the last checkpoint that the gateway signed. Keep it elsewhere, for 'fgw audit verify --checkpoint'.", Api.AuditCheckpoint, environment);

    private static FgwCommand Keys(CliEnvironment environment) => Json("keys", "Writes the public keys of the checkpoints, for the offline verifiers.", Api.AuditKeys, environment);

    private static FgwCommand Checkpoints(CliEnvironment environment) => new FgwCommand("checkpoints", "Writes all checkpoints as JSON lines, for the offline verifiers.").Does(
        environment, invocation => invocation.Client.CopyTextAsync(Api.AuditCheckpoints.At(), invocation.Terminal.Out, invocation.Cancellation));

    private static FgwCommand Show(CliEnvironment environment) => Json("show", "Writes the entry of a call.", Api.AuditEntry, environment, Entry());

    private static FgwCommand Proof(CliEnvironment environment) => Json("proof", "Proves that the entry of a call is in the log, without showing any other.", Api.AuditProof, environment, Entry());

    private static Argument<string> Entry() => new("id") { Description = "The decision id of the call." };

    // What other programs read is JSON, also on a terminal.
    private static FgwCommand Json(string name, string description, Operation operation, CliEnvironment environment, Argument<string>? id = null)
    {
        var command = new FgwCommand(name, description);
        if (id is not null)
        {
            command.Arguments.Add(id);
        }

        return command.Does(environment, async invocation =>
        {
            var value = await invocation.SendAsync(id is null ? operation.At() : operation.At(invocation.Get(id)));
            invocation.Print.One(value, JsonText.Pretty(value));
        });
    }

    private static JsonObject ReadCheckpoint(CliEnvironment environment, string file)
    {
        try
        {
            return JsonNode.Parse(environment.ReadFile(file)) is JsonObject checkpoint && checkpoint["number"] is not null
                ? checkpoint
                : throw new CliException(ExitCodes.Usage, $"{file} is not a checkpoint. Accepted: what 'fgw audit checkpoint' writes.");
        }
        catch (JsonException e)
        {
            throw new CliException(ExitCodes.Usage, $"{file} is not JSON. Accepted: what 'fgw audit checkpoint' writes.", inner: e);
        }
    }

    // Returns null if the log still has the checkpoint as it was kept.
    private static async Task<string?> FindDifferenceAsync(Invocation invocation, JsonNode kept)
    {
        var number = kept["number"]?.GetValue<long>() ?? 0;
        var request = Api.AuditCheckpoints.At().With("after", (number - 1).ToString(CultureInfo.InvariantCulture));
        var first = (await invocation.Client.ReadTextAsync(request, invocation.Cancellation)).Split('\n')[0];
        var stored = first.Length == 0 ? null : JsonNode.Parse(first);
        return stored?["number"]?.GetValue<long>() != number ? $"The log has no checkpoint {number}, which was kept."
            : CheckpointMembers.Any(member => Members.TextOf(stored, member) != Members.TextOf(kept, member)) ? $"Checkpoint {number} of the log differs from the one that was kept."
            : null;
    }
}
