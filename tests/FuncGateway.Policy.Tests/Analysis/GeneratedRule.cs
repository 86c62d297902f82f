using System.Globalization;
using CsCheck;

namespace FuncGateway.Policies.Tests.Analysis;

/// <summary>Generates rules with conditions on a few arguments, and calls with arguments that are near what the conditions ask for.</summary>
internal static class GeneratedRule
{
    private static readonly string[] Texts = ["", "a", "ab", "b", "main", "feature/x", "/w/.env", "A", "a\\n", "é", "x y"];
    private static readonly string[] Patterns = ["^a+$", "b", "^(main|feature/.*)$", "\\\\.env$", "^/w/", "(?i)^A", "^$", "[^a-z]", "a|b", ".*"];
    private static readonly string[] Numbers = ["5", "6", "5.5", "0", "-1", "100", "5.000000000000000000001", "1e3", "-1e40", "1e-3"];

    private static readonly Gen<string> Text = Gen.OneOf(Texts).Select(text => $"\"{text}\"");
    private static readonly Gen<string> Number = Gen.OneOf(Numbers);
    private static readonly Gen<string> Scalar = Gen.OneOf(Text, Number, Gen.OneOf("true", "false", "null"));
    private static readonly Gen<string> Operand = Gen.OneOf(Scalar, Scalar, Gen.OneOf("[]", "[5]", "[\"a\"]", "{}", "{\"a\":5}"));

    private static readonly Gen<string> NumberPath = Gen.OneOf("args.x", "args.z", "args.n.a");
    private static readonly Gen<string> TextPath = Gen.OneOf("args.y", "args.n.b", "args.t");
    private static readonly Gen<string> AnyPath = Gen.OneOf("args.x", "args.y", "args.n", "args.n.a", "args.n.b", "args.l", "args.l[*]", "args.l[*].p", "args.l[*].q", "args.i[0]", "args.i[1].p", "args.i", "args.X");
    private static readonly Gen<string> ElementPath = Gen.OneOf("args.l[*]", "args.l[*].p", "args.l[*].q", "args.i[0]", "args.i[1].p");

    private static readonly Gen<string> Comparison = Gen.Frequency(
        (4, Gen.Select(NumberPath, Gen.OneOf("lt", "lte", "gt", "gte"), Number, Condition)),
        (2, Gen.Select(NumberPath, Gen.OneOf("eq", "neq"), Number, Condition)),
        (3, Gen.Select(TextPath, Gen.OneOf("eq", "neq"), Text, Condition)),
        (2, Gen.Select(TextPath, Gen.OneOf("in", "not_in"), Text.Array[0, 3].Select(texts => $"[{string.Join(",", texts)}]"), Condition)),
        (4, Gen.Select(TextPath, Gen.Const("regex"), Gen.OneOf(Patterns).Select(pattern => $"\"{pattern}\""), Condition)),
        (2, Gen.Select(TextPath, Gen.Const("contains"), Text, Condition)),
        (2, Gen.Select(AnyPath, Gen.OneOf("eq", "neq", "contains"), Operand, Condition)),
        (2, Gen.Select(AnyPath, Gen.Const("exists"), Gen.OneOf("true", "false"), Condition)),
        (2, Gen.Select(ElementPath, Gen.OneOf("lt", "gte", "neq"), Number, Condition)));

    private static readonly Gen<string> AnyCondition = Gen.Recursive<string>((depth, inner) => depth > 1
        ? Comparison
        : Gen.Frequency(
            (8, Comparison),
            (1, inner.Array[1, 2].Select(all => $$"""{"any":[{{string.Join(",", all)}}]}""")),
            (1, inner.Array[1, 2].Select(all => $$"""{"all":[{{string.Join(",", all)}}]}""")),
            (1, inner.Select(one => $$"""{"not":{{one}}}"""))));

    private static readonly Gen<string> Entries = AnyCondition.Array[0, 2].Select(all => $$"""{"conditions":[{{string.Join(",", all)}}]}""")
        .Array[0, 2].Select(entries => $"[{string.Join(",", entries)}]");

    private static readonly Gen<string> Limits = Gen.OneOf(
        "[]",
        """[{"counter":"c","window":"minute","max":30}]""",
        """[{"counter":"c","window":"minute","max":3,"scope":"server"}]""",
        """[{"counter":"c","window":"day","max":50000,"increment_from":"args.x"}]""",
        """[{"counter":"c","window":"day","max":5.5,"increment_from":"args.x"}]""",
        """[{"counter":"c","window":"day","max":50000,"increment_from":"args.n.a"},{"counter":"d","window":60,"max":5}]""");

    /// <summary>The rule of a tool, as JSON.</summary>
    public static Gen<string> Rule { get; } = Gen.Select(Entries, Entries, Entries, Limits, (require, denyIf, ask, limits) =>
        $$"""{"require":{{require}},"deny_if":{{denyIf}},"require_approval":{{ask}},"limits":{{limits}}}""");

    /// <summary>The rule for all tools, as JSON.</summary>
    public static Gen<string> AllTools { get; } = Gen.Frequency(
        (2, Gen.Const("{}")), (1, Gen.Select(Entries, Entries, (denyIf, ask) => $$"""{"deny_if":{{denyIf}},"require_approval":{{ask}}}""")));

    /// <summary>The arguments of a call, as JSON.</summary>
    public static Gen<string> Arguments { get; } = Gen.Select(
        Member("x", Number), Member("z", Number), Member("y", Text), Member("t", Text), Member("n", Members(Member("a", Number), Member("b", Text))),
        Member("l", ListOf(Gen.OneOf(Scalar, Members(Member("p", Number), Member("q", Number))))), Member("i", ListOf(Gen.OneOf(Scalar, Members(Member("p", Number), Member("p", Number))))),
        (x, z, y, t, n, l, i) => $"{{{string.Join(",", new[] { x, z, y, t, n, l, i }.Where(member => member.Length > 0))}}}");

    /// <summary>A document with one tool, <c>a</c>.</summary>
    public static string Document(string allTools, string rule) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"version":"1","default":"deny","all_tools":{{allTools}},"tools":{"a":{{rule}} } }""");

    private static string Condition(string path, string op, string value) => $$"""{"path":"{{path}}","op":"{{op}}","value":{{value}}}""";

    // Mostly a value of the expected type, or absent; sometimes anything else, or a key that only looks like it.
    private static Gen<string> Member(string name, Gen<string> value) => Gen.Frequency(
        (12, value.Select(written => $"\"{name}\":{written}")),
        (4, Gen.Const("")),
        (2, Operand.Select(written => $"\"{name}\":{written}")),
        (1, value.Select(written => $"\"{name} \":{written}")));

    private static Gen<string> Members(Gen<string> one, Gen<string> other) =>
        Gen.Select(one, other, (left, right) => left == right || right.Length == 0 ? $"{{{left}}}" : left.Length == 0 ? $"{{{right}}}" : $"{{{left},{right}}}")
            .Where(text => text.Split("\"p").Length <= 2);

    private static Gen<string> ListOf(Gen<string> items) => items.Array[0, 3].Select(all => $"[{string.Join(",", all)}]");
}
