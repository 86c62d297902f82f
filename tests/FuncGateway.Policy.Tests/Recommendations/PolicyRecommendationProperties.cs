using CsCheck;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Recommendations;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Recommendations;

/// <summary>What holds for the recommendation of every list of tools, resources and prompts.</summary>
public sealed class PolicyRecommendationProperties
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOf("a", "A", "a ", "*", "a*", "\ud800", "", "ı", "x\u200b", "__proto__", "\"", "\n", "a/b~c", "description"), Gen.String, Gen.String[500, 520]);

    private static readonly Gen<string> Uri = Gen.OneOf(
        Gen.OneOf("a://x", "a://{x}", "a://{x}/{y}", "a://y/{x}", "a://{x}/y", "{+all}", "a:{", "b://%2e%2e/x", "c://d e", "a://x{y", "d://\ud800", "a://*"), Gen.String);

    private static readonly Gen<string[]> Errors = Gen.Frequency((4, Gen.Const(Array.Empty<string>())), (1, Gen.Const(new[] { "FG001" })), (1, Gen.Const(new[] { "FG001", "FG003" })));

    private static readonly Gen<ClassifiedTool> Tool = Gen.Select(Name, Gen.Enum<ToolClass>(), Gen.OneOf(Gen.Const("because"), Gen.String), Errors)
        .Select((name, toolClass, reason, errors) => new ClassifiedTool(name, toolClass, reason) { ErrorCodes = errors });

    [Fact]
    public void Write_AnyList_IsAPolicyThatAllowsNothingBeyondThePreset() =>
        Gen.Select(Gen.Enum<Preset>(), Tool.Array[0, 12], Uri.Array[0, 8], Uri.Array[0, 8], Name.Array[0, 6]).Sample(
            (preset, tools, uris, templates, prompts) =>
            {
                var reading = PolicyReader.Read(PolicyRecommendation.Write(preset, tools, uris, templates, prompts));
                return reading is { Policy: { } policy, Problems.Count: 0, Warnings.Count: 0 }
                    && Array.TrueForAll(tools, tool => policy.Decide(tool.Name, null).Verdict <= Most(preset, [.. tools.Where(other => other.Name == tool.Name)]))
                    && policy.Decide("unlisted", null).Verdict == Verdict.Deny
                    && policy.DecideResource("file:///etc/passwd").Verdict == Verdict.Deny;
            },
            iter: 3000);

    private static Verdict Most(Preset preset, ClassifiedTool[] sameName) => (preset, sameName.Max(tool => tool.Class)) switch
    {
        _ when Array.Exists(sameName, tool => tool.ErrorCodes.Count > 0) => Verdict.Deny,
        (_, ToolClass.Read) => Verdict.Allow,
        (Preset.Recommended, ToolClass.Write or ToolClass.Execute) => Verdict.Allow,
        (Preset.Recommended, ToolClass.Financial) or (Preset.Strict, ToolClass.Write) => Verdict.Hold,
        _ => Verdict.Deny,
    };
}
