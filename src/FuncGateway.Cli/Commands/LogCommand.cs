using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw log</c>: what agents do, and what people change.</summary>
internal static class LogCommand
{
    private const int DefaultCount = 50;
    private const int PageSize = 200;

    // What an agent reads before the reason. The column of verdicts says the same.
    private const string Denied = "[POLICY DENIED] ";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static readonly Column[] Calls =
    [
        new("time", "/at"), new("grant", "/grantLabel"), new("server", "/server"), new("method", "/method"), new("tool", "/tool"), new("verdict", "/verdict"), new("outcome", "/outcome"),
        new("rule", "/rule"), new("in shadow", "/wouldBe/verdict"), new("rule in shadow", "/wouldBe/rule"), new("ms", "/latencyMs"), new("id", "/id"),
    ];

    public static readonly Column[] Changes = [new("time", "/at"), new("who", "/who"), new("action", "/action"), new("target", "/target"), new("outcome", "/outcome"), new("result", "/result"), new("id", "/id")];

    public static FgwCommand Create(CliEnvironment environment)
    {
        var (filter, follows) = (new AuditFilter(), new Option<bool>("--follow", "-f") { Description = "Keeps running, and writes each entry as it is recorded." });
        var count = new Option<int?>("--limit", "-n") { Description = $"How many entries. Default: {DefaultCount}; with --since, all.", HelpName = "count" };
        var command = new FgwCommand(
            "log", "Shows the audit log, oldest first.",
            examples: ["fgw log -f", "fgw log --grant ci-agent --verdict deny,limited --since 1h", "fgw log --changes", "fgw log --since 7d -o jsonl | jq .tool"])
        {
            follows, count,
        };
        filter.AddTo(command);
        count.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0))
            {
                result.AddError($"--limit is '{result.Tokens[0].Value}'. Accepted: a number from 1.");
            }
        });
        return command.Does(environment, async invocation =>
        {
            var chosen = await filter.ReadAsync(invocation);

            // The end of the log is noted first, so that nothing is missed between the list and the tail.
            var end = invocation.Get(follows) ? await EndOfLogAsync(invocation, chosen) : null;
            invocation.Print.Header(chosen.IsChanges ? Changes : Calls);
            var wanted = invocation.Get(count) ?? (chosen.HasStart ? int.MaxValue : DefaultCount);
            await ListAsync(invocation, chosen, invocation.Get(follows) && invocation.Get(count) is null && !chosen.HasStart ? 0 : wanted, isWhole: end is null);
            if (end is not null)
            {
                await FollowAsync(invocation, chosen, end);
            }
        });
    }

    // A list that does not go on is one value as JSON.
    private static async Task ListAsync(Invocation invocation, AuditFilter.Chosen chosen, int wanted, bool isWhole)
    {
        var entries = new List<JsonNode>();
        if (wanted > 0)
        {
            var request = chosen.Apply(Api.Audit.At()).With("limit", PageSize.ToString(CultureInfo.InvariantCulture));
            await foreach (var entry in invocation.Client.ListAsync(request, invocation.Cancellation))
            {
                if (chosen.Accepts(entry))
                {
                    entries.Add(entry);
                }

                if (entries.Count == wanted)
                {
                    break;
                }
            }
        }

        entries.Reverse();
        if (isWhole && invocation.Print.IsJson)
        {
            invocation.Print.Rows(entries, [], "");
            return;
        }

        foreach (var entry in entries)
        {
            Write(invocation, chosen, entry);
        }

        if (entries.Count == 0 && wanted > 0 && invocation.Print.IsForPerson)
        {
            invocation.Print.Note("There are no such entries.");
        }
    }

    private static async Task<string?> EndOfLogAsync(Invocation invocation, AuditFilter.Chosen chosen) =>
        (await invocation.SendAsync(chosen.ApplyToTail(Api.Audit.At()).With("after", "now")))?["cursor"]?.GetValue<string>();

    private static async Task FollowAsync(Invocation invocation, AuditFilter.Chosen chosen, string cursor)
    {
        while (true)
        {
            var page = await invocation.SendAsync(chosen.ApplyToTail(Api.Audit.At()).With("after", cursor).With("limit", PageSize.ToString(CultureInfo.InvariantCulture)));
            var entries = Members.ListOf(page, "items");

            // An entry without an outcome is still in progress, and comes again when it has ended.
            foreach (var entry in entries.OfType<JsonNode>().Where(entry => entry["outcome"] is not null && chosen.Accepts(entry)))
            {
                Write(invocation, chosen, entry);
            }

            cursor = page?["cursor"]?.GetValue<string>() ?? cursor;
            if (entries.Count < PageSize)
            {
                await Task.Delay(Interval, invocation.Time, invocation.Cancellation);
            }
        }
    }

    private static void Write(Invocation invocation, AuditFilter.Chosen chosen, JsonNode entry) =>
        invocation.Print.Line(entry, chosen.IsChanges ? Changes : Calls, chosen.IsChanges ? ChangeInWords(entry) : CallInWords(invocation.Terminal, entry));

    private static string CallInWords(Terminal terminal, JsonNode entry)
    {
        var verdict = Members.TextOf(entry, "verdict");
        var what = Column.TextOf(entry["tool"] ?? entry["resource"] ?? entry["prompt"] ?? entry["method"]);
        var (word, colour) = verdict switch
        {
            "allow" => ("allowed", TextColour.Green),
            "hold" when Members.TextOf(entry, "outcome") != "refused" => ("HELD", TextColour.Yellow),
            "limited" => ("LIMITED", TextColour.Yellow),
            "hidden" => ("HIDDEN", TextColour.Red),
            "deny" or "hold" => ("DENIED", TextColour.Red),
            _ => ("", TextColour.Dim),
        };
        var outcome = Members.TextOf(entry, "outcome");
        var end = verdict == "allow" ? $"{(outcome is "answered" or "" ? "" : $"{outcome} ")}{entry["latencyMs"]} ms" : Printer.Safe(entry["message"] ?? entry["rule"]).Replace(Denied, "", StringComparison.Ordinal);
        if (entry["wouldBe"] is JsonObject wouldBe)
        {
            end += $"  in shadow: would be {(Members.TextOf(wouldBe, "verdict") is { Length: > 0 } would ? would : "checked")} by {Printer.Safe(wouldBe["rule"])}";
        }

        return $"{LocalTime(entry)}  {Cell(entry["grantLabel"], 16)}  {Cell($"{Members.TextOf(entry, "server")}/{what}", 34)}  {terminal.Colour(word.PadRight(7), colour)}  {end}".TrimEnd();
    }

    private static string ChangeInWords(JsonNode entry) =>
        $"{LocalTime(entry)}  {Cell(entry["who"], 20)}  {$"{Printer.Safe(entry["action"])} {Printer.Safe(entry["target"])}".TrimEnd()}  {Printer.Safe(entry["outcome"])}  {Printer.Safe(entry["result"])}".TrimEnd();

    private static string Cell(JsonNode? text, int width) => Printer.Safe(text).PadRight(width);

    private static string LocalTime(JsonNode entry) => DateTimeOffset.TryParse(Members.TextOf(entry, "at"), CultureInfo.InvariantCulture, out var at)
        ? at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : "";
}
