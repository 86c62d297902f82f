using CsCheck;

namespace FuncGateway.Policies.Tests.Documents;

/// <summary>Generates documents in which most parts are valid and some are not.</summary>
internal static class GeneratedDocument
{
    private static readonly Gen<string> Junk = Gen.OneOf("5", "-1", "1.5", "true", "null", "[]", "{}", "\"\"", "\"x\"", "[1]", "{\"x\":1}");
    private static readonly Gen<string> Text = Mostly(Gen.OneOf("\"\"", "\"no\"", "\"\\u00e9\""));
    private static readonly Gen<string> Path = Mostly(Gen.OneOf("\"args.x\"", "\"args.a[0].b\"", "\"args.a[*]\"", "\"args[\\\"k\\\"]\"", "\"arg.x\""));
    private static readonly Gen<string> Duration = Mostly(Gen.OneOf("\"0s\"", "\"90s\"", "\"5m\"", "\"7d\"", "\"8d\"", "\"1w\""));
    private static readonly Gen<string> Window = Mostly(Gen.OneOf("\"minute\"", "\"hour\"", "\"day\"", "1", "60", "86400", "86401", "6e1", "\"week\""));
    private static readonly Gen<string> Max = Mostly(Gen.OneOf("1", "30", "30.0", "1e3", "0.5", "0", "1e24"));

    private static readonly Gen<string> Operand = Gen.OneOf("1", "\"a\"", "[]", "[\"a\",1]", "true", "false", "null", "{\"k\":1}", "\"^a$\"", "\"(\"");

    private static readonly Gen<string> Operator = Mostly(Gen.OneOf(
        "\"eq\"", "\"neq\"", "\"in\"", "\"not_in\"", "\"lt\"", "\"lte\"", "\"gt\"", "\"gte\"", "\"regex\"", "\"contains\"", "\"exists\"", "\"matches\""));

    private static readonly Gen<string> Condition = Gen.Recursive<string>((depth, inner) => depth > 2
        ? Comparison()
        : Gen.Frequency(
            (6, Comparison()),
            (1, Object(("any", ListOf(inner), 100))),
            (1, Object(("all", ListOf(inner), 100))),
            (1, Object(("not", inner, 100)))));

    private static readonly Gen<string> Conditions = Mostly(ListOf(Condition));
    private static readonly Gen<string> Refusals = Mostly(ListOf(Object(("conditions", Conditions, 98), ("on_deny", Text, 50))));

    private static readonly Gen<string> Approvals = Mostly(ListOf(Object(
        ("conditions", Conditions, 98), ("timeout", Duration, 30), ("hold", Duration, 30), ("on_pending", Text, 30), ("on_deny", Text, 30))));

    private static readonly Gen<string> Limits = Mostly(ListOf(Object(
        ("counter", Mostly(Gen.Int[0, 99].Select(n => $"\"c{n}\"")), 98),
        ("window", Window, 98),
        ("max", Max, 98),
        ("scope", Mostly(Gen.OneOf("\"grant\"", "\"server\"")), 30),
        ("increment_from", Path, 30),
        ("on_deny", Text, 30))));

    private static readonly Gen<string> RateLimit = Mostly(Gen.OneOf(
        Gen.OneOf("\"10/minute\"", "\"1/day\"", "\"0/hour\"", "\"5/week\""), Object(("max", Max, 98), ("window", Window, 98))));

    private static readonly Gen<string> Rule = Object(
        ("require", Refusals, 30),
        ("deny_if", Refusals, 30),
        ("require_approval", Approvals, 30),
        ("limits", Limits, 30),
        ("action", Mostly(Gen.OneOf("\"allow\"", "\"deny\"", "\"require_approval\"", "\"rate_limit\"")), 10),
        ("reason", Text, 10),
        ("rate_limit", RateLimit, 10));

    // Rules of resources and prompts have no require_approval.
    private static readonly Gen<string> ItemRule = Object(
        ("description", Text, 10),
        ("require", Refusals, 10),
        ("deny_if", Refusals, 10),
        ("limits", Limits, 10),
        ("action", Mostly(Gen.OneOf("\"allow\"", "\"deny\"")), 10),
        ("reason", Text, 10));

    private static readonly Gen<string> Section = Mostly(Gen.OneOf(Gen.OneOf("\"allow\"", "\"deny\""), Object(("a", ItemRule, 80), ("b*", ItemRule, 30))));

    public static Gen<string> Any { get; } = Object(
        ("version", Mostly(Gen.Const("\"1\"")), 99),
        ("default", Mostly(Gen.OneOf("\"allow\"", "\"deny\"")), 99),
        ("description", Text, 10),
        ("$schema", Text, 10),
        ("hide", Mostly(Gen.OneOf("[]", "[\"a\"]", "[\"a*\",\"b\"]", "[\"a\",\"a\"]", "[\"\"]")), 20),
        ("hold", Duration, 10),
        ("all_tools", Object(("require", Refusals, 30), ("deny_if", Refusals, 30), ("require_approval", Approvals, 30), ("limits", Limits, 10)), 30),
        ("list", Mostly(Gen.OneOf("\"all\"", "\"allowed\"")), 10),
        ("resources", Section, 10),
        ("prompts", Section, 10),
        ("tools", Object(("a", Rule, 80), ("b*", Rule, 30), ("c/~", Rule, 20)), 80));

    private static Gen<string> Comparison() => Object(("path", Path, 99), ("op", Operator, 99), ("value", Operand, 99));

    private static Gen<string> Mostly(Gen<string> right) => Gen.Frequency((99, right), (1, Junk));

    private static Gen<string> ListOf(Gen<string> items) => items.Array[0, 2].Select(all => $"[{string.Join(",", all)}]");

    // Each field has a probability in percent; occasionally an unknown field is added.
    private static Gen<string> Object(params (string Name, Gen<string> Value, int Chance)[] fields)
    {
        var members = fields.Append((Name: "unknown", Value: Junk, Chance: 1))
            .Select(field => Gen.Select(Gen.Int[1, 100], field.Value, (dice, value) => dice <= field.Chance ? $"\"{field.Name}\":{value}" : ""))
            .Aggregate(Gen.Const(Array.Empty<string>()), (all, next) => Gen.Select(all, next, (before, member) => member.Length == 0 ? before : [.. before, member]));
        return members.Select(all => $"{{{string.Join(",", all)}}}");
    }
}
