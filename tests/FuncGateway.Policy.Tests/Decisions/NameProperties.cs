using System.Text;
using System.Text.Json;
using CsCheck;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Tests.Decisions;

/// <summary>What holds for every name, URI and template, whatever a client or an upstream makes of them.</summary>
public sealed class NameProperties
{
    private static readonly Gen<string> Pattern = Gen.Char["aB*"].Array[1, 5].Select(characters => new string(characters));

    // How one character of a name is written differently: as another case, or with something invisible beside it.
    private static readonly Gen<Func<char, string>> Disguise = Gen.OneOf<Func<char, string>>(
        each => each.ToString(),
        each => char.ToUpperInvariant(each).ToString(),
        each => char.ToLowerInvariant(each).ToString(),
        each => each + "\u200b",
        each => "\u0007" + each,
        each => each + "\ufe0f");

    private static readonly Gen<string> UriPattern = Gen.Char["abB/*"].Array[1, 5].Select(characters => "x:" + new string(characters));

    private static readonly Gen<string> Template = Gen.OneOf("a", "b", "B", "/", "{v}", "{+w}").Array[1, 4].Select(parts => "x:" + string.Concat(parts));

    private static readonly string[] Fillings = ["", "a", "b", "ab", "ba", "a/b", "b/a", "aab", "bba", "B", "aB"];

    [Fact]
    public void Decide_ANameThatReadsLikeADeniedOne_IsNeverAllowed() =>
        Gen.Select(Pattern, Gen.OneOf("a", "B", "ab", ""), Disguise.Array[24], Gen.OneOf("", " ", "\t"), Gen.Bool).Sample((pattern, star, disguises, space, hides) =>
        {
            var quoted = JsonSerializer.Serialize(pattern);
            var policy = Policies.Read(hides
                ? $$"""{ "version": "1", "default": "allow", "hide": [{{quoted}}] }"""
                : $$"""{ "version": "1", "default": "allow", "tools": { {{quoted}}: { "action": "deny" } } }""");
            var meant = pattern.Replace("*", star, StringComparison.Ordinal);
            var called = space + string.Concat(meant.Select((each, at) => disguises[at](each))) + space;
            return policy.Decide(called, null).Verdict == Verdict.Deny && (!hides || !policy.Lists(called));
        });

    [Fact]
    public void Decide_AHiddenName_LooksToTheAgentLikeAnyUnlistedOne() =>
        Gen.Select(Pattern, Gen.Char["aAbB \u200b"].Array[0, 5].Select(characters => new string(characters))).Sample((hidden, called) =>
        {
            var policy = Policies.Read($$"""{ "version": "1", "default": "deny", "hide": [{{JsonSerializer.Serialize(hidden)}}], "tools": { "z": {} } }""");
            var reason = policy.Decide(called, null).Reason;
            return reason.AgentRule == "(default deny)" && reason.AgentText == new Reason.DefaultDeny(called).AgentText;
        });

    [Fact]
    public void ListsTemplate_OfWhichOneUriIsAllowed_IsTrue() =>
        Gen.Select(Gen.Select(UriPattern, Gen.Bool).Array[0, 4], Template, Gen.Bool).Sample((rules, template, allows) =>
        {
            var members = rules.DistinctBy(rule => rule.Item1)
                .Select(rule => $"{JsonSerializer.Serialize(rule.Item1)}: {(rule.Item2 ? "{}" : """{ "action": "deny" }""")}");
            var reading = Documents(allows, members);
            return reading is null || reading.ListsTemplate(template) || Uris(template).All(uri => reading.DecideResource(uri).Verdict == Verdict.Deny);
        });

    private static Policy? Documents(bool allows, IEnumerable<string> members)
    {
        var document = $$"""{ "version": "1", "default": "{{(allows ? "allow" : "deny")}}", "resources": { {{string.Join(",", members)}} } }""";

        // Patterns that tie are no policy.
        return FuncGateway.Policies.Documents.PolicyReader.Read(Encoding.UTF8.GetBytes(document)).Policy;
    }

    private static IEnumerable<string> Uris(string template) => Fillings.Select(filling => Fill(template, filling));

    private static string Fill(string template, string value) =>
        template.Replace("{v}", value, StringComparison.Ordinal).Replace("{+w}", value, StringComparison.Ordinal);
}
