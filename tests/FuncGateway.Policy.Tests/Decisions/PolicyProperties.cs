using System.Text;
using System.Text.Json;
using CsCheck;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Tests.Decisions;

public sealed class PolicyProperties
{
    private static readonly string[] Conditions =
    [
        """{ "path": "args.x", "op": "gt", "value": 5 }""",
        """{ "path": "args.x", "op": "exists", "value": true }""",
        """{ "path": "args.y", "op": "regex", "value": "^a+$" }""",
        """{ "path": "args.z[*].x", "op": "lte", "value": 5 }""",
        """{ "path": "args.z[0].x", "op": "neq", "value": 5 }""",
        """{ "any": [ { "path": "args.y", "op": "in", "value": ["a", 5] }, { "path": "args.x", "op": "eq", "value": 5 } ] }""",
        """{ "not": { "all": [ { "path": "args.y", "op": "contains", "value": "b" }, { "path": "args.z[*].x", "op": "lt", "value": 9 } ] } }""",
    ];

    private static readonly Gen<string> Value = Gen.OneOf("5", "6.0", "-1e3", "\"a\"", "\"ab\"", "null", "[]", "[{\"x\":5}]", "[{\"x\":6},{}]", "{\"x\":1}", "true");

    private static readonly Gen<string> Arguments = Gen.Select(Gen.OneOf("x", "y", "z", "X", "w"), Value)
        .Array[0, 4]
        .Select(members => $"{{{string.Join(",", members.DistinctBy(member => member.Item1).Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}");

    private static readonly Gen<string> Entry = Gen.OneOf(Conditions).Array[0, 3]
        .Select(conditions => $$"""{ "conditions": [ {{string.Join(",", conditions)}} ] }""");

    private static readonly Gen<string[]> Entries = Entry.Array[0, 3];

    [Fact]
    public void Decide_AnUnlistedToolUnderDefaultDeny_IsDenied()
    {
        var policy = Policies.Read("""{ "version": "1", "default": "deny", "all_tools": { "limits": [] }, "tools": { "a": {}, "get_*": {}, "x.y/z": {} } }""");
        Gen.OneOf(Gen.String, Gen.Char["aget_*.xyz/ \u200bA"].Array[0, 6].Select(characters => new string(characters))).Where(tool => tool is not ("a" or "x.y/z") && !tool.StartsWith("get_", StringComparison.Ordinal))
            .Sample(tool => policy.Decide(tool, "{}") is { Verdict: Verdict.Deny, Reason: Reason.DefaultDeny or Reason.AmbiguousName });
    }

    [Fact]
    public void Decide_WithOneMoreDenyIf_NeverAllowsWhatWasDenied() =>
        Gen.Select(Entries, Entries, Entries, Entry, Gen.Int[0, 3], Arguments).Sample((require, denyIf, ask, more, at, arguments) =>
        {
            var before = Of(require, denyIf, ask).Decide("a", arguments).Verdict;
            var after = Of(require, [.. denyIf[..Math.Min(at, denyIf.Length)], more, .. denyIf[Math.Min(at, denyIf.Length)..]], ask).Decide("a", arguments).Verdict;
            return after <= before;
        });

    [Fact]
    public void Decide_ConditionsInAnotherOrder_IsTheSameVerdict() =>
        Gen.Select(Gen.OneOf(Conditions).Array[1, 4], Arguments).Sample((conditions, arguments) =>
            Of([], [Join(conditions)], []).Decide("a", arguments).Verdict == Of([], [Join(conditions.Reverse())], []).Decide("a", arguments).Verdict);

    [Fact]
    public void Decide_AnEntryAndItsNegation_NeverBothHold() =>
        Gen.Select(Gen.OneOf(Conditions[..3]), Arguments).Sample((condition, arguments) =>
        {
            var plain = Of([], [Join([condition])], []).Decide("a", arguments);
            var negated = Of([], [Join([$$"""{ "not": {{condition}} }"""])], []).Decide("a", arguments);
            return plain.Reason is Reason.ByEntry != negated.Reason is Reason.ByEntry || plain.Reason == negated.Reason;
        });

    [Fact]
    public void Decide_AnyBytesAsArguments_NeverThrowsAndNeverAllowsWhatIsNoObject()
    {
        var policy = Of([], [Join([Conditions[0]])], []);
        Gen.OneOf(Gen.Byte.Array[1, 30], Gen.OneOf("{}[]\":,x5\\"u8.ToArray()).Array[1, 12]).Sample(bytes =>
            policy.Decide(new ToolCall("a", bytes)).Verdict == Verdict.Deny || IsObject(bytes));
    }

    private static bool IsObject(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.ValueKind == JsonValueKind.Object && !Encoding.UTF8.GetString(bytes).Contains('\ufffd', StringComparison.Ordinal);
    }

    private static string Join(IEnumerable<string> conditions) => $$"""{ "conditions": [ {{string.Join(",", conditions)}} ] }""";

    private static Policy Of(string[] require, string[] denyIf, string[] ask) => Policies.OfTool(
        $$"""{ "require": [ {{string.Join(",", require)}} ], "deny_if": [ {{string.Join(",", denyIf)}} ], "require_approval": [ {{string.Join(",", ask)}} ] }""");
}
