using System.Text.Json;

namespace FuncGateway.Mcp.Tests.Corpus;

/// <summary>Conditions of operators.json in each kind of rule, as policies and calls with their expected decisions.</summary>
internal sealed record OperatorOnTheWire(string Name, IReadOnlyList<(string Policy, IReadOnlyList<JsonElement> Calls)> Policies)
{
    private static readonly (string Rule, string Holds, string Fails)[] Rules = [("deny_if", "Deny", "Allow"), ("require", "Allow", "Deny"), ("require_approval", "Hold", "Allow")];

    public static OperatorOnTheWire Of(JsonElement written) => new(written.GetProperty("name").GetString() ?? "", [.. Rules.Select(each => (Policy(written, each.Rule), Calls(written, each)))]);

    private static string Policy(JsonElement written, string rule) =>
        $$$"""{"version":"1","default":"deny","tools":{"a":{"{{{rule}}}":[{"conditions":{{{written.GetProperty("conditions").GetRawText()}}} } ] } } }""";

    private static IReadOnlyList<JsonElement> Calls(JsonElement written, (string Rule, string Holds, string Fails) each)
    {
        var missing = written.TryGetProperty("missing", out var outcome) ? outcome.GetString() : "fails";
        return
        [
            .. Values(written, "holds").Select(value => Call(value, each.Holds, each.Rule)),
            .. Values(written, "fails").Select(value => Call(value, each.Fails, each.Rule)),
            .. Values(written, "unclear").Select(value => Call(value, "Deny", each.Rule, isEvaluable: false)),
            Call("{}", missing == "holds" ? each.Holds : each.Fails, each.Rule),
        ];
    }

    private static IEnumerable<string> Values(JsonElement written, string outcome) =>
        written.TryGetProperty(outcome, out var values) ? values.EnumerateArray().Select(value => $$"""{"x":{{value.GetRawText()}} }""") : [];

    private static JsonElement Call(string arguments, string verdict, string kind, bool isEvaluable = true)
    {
        var rule = verdict == "Allow" ? "" : $"/tools/a/{kind}/0";
        var text = (verdict, isEvaluable) switch
        {
            ("Deny", true) => $$""","text":"[POLICY DENIED] Denied by rule {{rule}}." """,
            ("Deny", false) => ""","textPart":"is not evaluable" """,
            _ => "",
        };
        return JsonSerializer.Deserialize<JsonElement>($$"""{"tool":"a","arguments":{{arguments}},"verdict":"{{verdict}}","rule":"{{rule}}"{{text}}}""");
    }
}
