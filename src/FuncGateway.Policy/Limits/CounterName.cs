using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Limits;

/// <summary>Builds counter names that survive edits of the policy, so that an edit does not reset the counters.</summary>
internal static class CounterName
{
    private const string AllTools = "(all_tools)";

    public static string ForAllTools(string counter, Window window) => Join(AllTools, counter, window);

    public static string ForRule(string ruleKey, string counter, Window window)
    {
        var key = JsonPointer.Escape(ruleKey);

        // A tool that is named "(all_tools)" must not share the counter of all tools. No other name is escaped to "~2".
        return Join(key == AllTools ? "~2" + key[1..] : key, counter, window);
    }

    private static string Join(string key, string counter, Window window) =>
        FormattableString.Invariant($"{key}/{JsonPointer.Escape(counter)}/{window.Seconds}");
}
