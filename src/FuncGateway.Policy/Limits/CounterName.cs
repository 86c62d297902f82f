using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Limits;

/// <summary>Builds counter names that survive edits of the policy, so that an edit does not reset the counters.</summary>
internal static class CounterName
{
    private const string AllTools = "(all_tools)";

    public static string ForAllTools(string counter, Window window) => Join(AllTools, counter, window);

    public static string ForTool(string ruleKey, string counter, Window window)
    {
        var key = JsonPointer.Escape(ruleKey);

        // A tool that is named "(all_tools)" must not share the counter of all tools. No other name is escaped to "~2".
        return Join(key == AllTools ? "~2" + key[1..] : key, counter, window);
    }

    // These have one part more than the counters of tools, so no name of a tool can be equal.
    public static string ForResource(string ruleKey, string counter, Window window) => Join($"(resources)/{JsonPointer.Escape(ruleKey)}", counter, window);

    public static string ForPrompt(string ruleKey, string counter, Window window) => Join($"(prompts)/{JsonPointer.Escape(ruleKey)}", counter, window);

    /// <summary>The name under which a policy in shadow mode counts, so that it takes nothing from the real counter. It has one part more than the name of a tool's counter.</summary>
    public static string InShadow(string counterId) => $"(shadow)/{counterId}";

    private static string Join(string key, string counter, Window window) =>
        FormattableString.Invariant($"{key}/{JsonPointer.Escape(counter)}/{window.Seconds}");
}
