using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Limits;

/// <summary>Names counters so that an edit of the policy does not start them anew.</summary>
internal static class CounterName
{
    private const string AllTools = "(all_tools)";

    public static string ForAllTools(string counter, Window window) => Join(AllTools, counter, window);

    public static string ForRule(string ruleKey, string counter, Window window)
    {
        var key = JsonPointer.Escape(ruleKey);

        // A tool that calls itself "(all_tools)" must not spend the counter of all tools. "~2" comes out of no other name.
        return Join(key == AllTools ? "~2" + key[1..] : key, counter, window);
    }

    private static string Join(string key, string counter, Window window) =>
        FormattableString.Invariant($"{key}/{JsonPointer.Escape(counter)}/{window.Seconds}");
}
