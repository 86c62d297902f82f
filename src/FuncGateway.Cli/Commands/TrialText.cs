using System.Text.Json.Nodes;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Commands;

/// <summary>Says how a call would be decided.</summary>
internal static class TrialText
{
    /// <param name="isWhole">Whether every condition is shown.</param>
    public static string Of(JsonNode? trial, bool isWhole)
    {
        var (rule, message) = (Safe(trial, "rule"), Safe(trial, "message"));
        var verdict = trial?["hidden"]?.GetValue<bool>() == true ? "HIDDEN" : Members.TextOf(trial, "verdict").ToUpperInvariant();
        var explanation = trial?["explanation"];
        IEnumerable<string> lines =
        [
            $"{verdict}{(rule.Length > 0 ? $"  {rule}" : "")}{(message.Length > 0 ? $"  \"{message}\"" : "")}",
            .. Members.ListOf(trial, "charges").Select(charge => $"  takes {charge?["amount"]} of {charge?["max"]} a {Safe(charge, "window")} ({Safe(charge, "counter")}, per {Safe(charge, "scope")})"),
            .. Members.ListOf(trial, "counters").Select(counter => $"  {Safe(counter, "counter")}: {counter?["used"]} of {counter?["max"]} used, {counter?["remaining"]} left"),
            .. Members.TextOf(trial, "limitReached") is { Length: > 0 } limit ? [$"  LIMITED  {Printer.Safe(limit)}: the call would be denied now"] : Array.Empty<string>(),
            .. isWhole ? Members.ListOf(explanation, "entries").SelectMany(Entry) : [],
            .. Hints(explanation),
        ];
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Entry(JsonNode? entry)
    {
        yield return $"  {Safe(entry, "rule")}  {Words(Members.TextOf(entry, "outcome"))}";
        foreach (var condition in Members.ListOf(entry, "conditions"))
        {
            yield return $"    {Safe(condition, "words")}: {Words(Members.TextOf(condition, "outcome"))}, found {Safe(condition, "seen")}";
        }
    }

    private static IEnumerable<string> Hints(JsonNode? explanation)
    {
        if (Members.TextOf(explanation, "hint") is { Length: > 0 } hint)
        {
            yield return $"  because {Printer.Safe(hint)}";
        }

        if (explanation?["nearest"] is JsonObject nearest)
        {
            yield return $"  would be {Words(Members.TextOf(nearest, "verdict"))} with {string.Join(", ", Members.ListOf(nearest, "changes").Select(Printer.Safe))}";
        }
    }

    private static string Words(string outcome) => outcome switch
    {
        "notEvaluable" => "not evaluable",
        "notReached" => "not reached",
        "allow" => "allowed",
        "hold" => "held for a person",
        "deny" => "denied",
        _ => outcome,
    };

    private static string Safe(JsonNode? item, string member) => Printer.Safe((item as JsonObject)?[member]);
}
