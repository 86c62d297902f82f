namespace FuncGateway.Core.Audit;

/// <summary>
/// Reads the outcomes that earlier releases wrote as the present ones. Stored text is never changed, because it is part of a hash chain. A quotation mark
/// inside a JSON string is escaped, so the patterns match properties only.
/// </summary>
internal static class EarlierWords
{
    private const string Limited = "\"outcome\":\"limited\"";

    public static string InEntry(string json)
    {
        if (json.Contains(Limited, StringComparison.Ordinal))
        {
            json = Replace(Replace(json, "\"verdict\":\"allow\"", "\"verdict\":\"limited\""), "\"verdict\":\"hold\"", "\"verdict\":\"limited\"");
        }

        return Replace(Replace(json, Limited, Outcome("refused")), Outcome("denied"), Outcome("refused"));
    }

    /// <summary>The ending of a call was never its refusal by the gateway, so <c>refused</c> meant an error of the upstream.</summary>
    public static string InEnding(AuditStream stream, string json)
    {
        var translated = Replace(json, Outcome("tool_error"), Outcome("error"));
        return stream == AuditStream.Calls ? Replace(translated, Outcome("refused"), Outcome("error")) : translated;
    }

    private static string Outcome(string word) => $"\"outcome\":\"{word}\"";

    private static string Replace(string json, string earlier, string present) => json.Replace(earlier, present, StringComparison.Ordinal);
}
