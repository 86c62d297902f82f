namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>What readers of JSON, of times and of days disagree about.</summary>
internal static class OddValues
{
    private static readonly string Hash = new('1', 64);

    private static readonly string[] Numbers =
    [
        "0", "1", "2", "3", "4", "9", "100", "-0", "-1", "1.0", "1e2", "1E400", "-0.0", "01", "+1", "1.", ".5", "NaN", "Infinity", "-Infinity", "true", "null", "9999999999", "10000000000", "9223372036854775807", "9223372036854775808",
        new('7', 5_000), $"-{new string('7', 5_000)}", $"1.{new string('7', 5_000)}",
    ];

    private static readonly string[] Times =
    [
        "\"2026-11-02T12:00:00+20:00\"", "\"2026-11-02T12:00:00-14:00\"", "\"2026-11-02T12:00:00+13:59\"", "\"2026-11-02T12:00:00-00:60\"", "\"2026-11-02T12:00:02.1234567-00:00\"", "\"2026-11-02T12:00:02.12345670Z\"", "\"2026-11-01T12:00:01.1234568Z\"", "\"2026-11-01T13:00:01.1234567+01:00\"",
        "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+01:00\"", "\"0000-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"9999-12-31T23:59:59-00:01\"", "\"9999-12-31T23:59:59+14:00\"", "\"2026-11-02T23:59:60Z\"", "\"2026-11-02T24:00:00Z\"", "\"2026-02-29T12:00:00Z\"", "\"٢٠٢٦-١١-٠٢T12:00:00Z\"", "\"\"", "null", "0",
    ];

    private static readonly string[] Chains =
    [
        "\"calls/2026-11-01/W1\"", "\"calls/2026-11-02/W2\"", "\"admin/2026-11-02/W2\"", "\"calls/2026-11-01/W0\"", "\"calls/2026-13-45/W\"", "\"calls/2026-11-02/\"", "\"calls/2026-11-02/W/\"", "\"calls/2026-11-02/\\u0000\"", "\"calls/2026-11-02/\\ud800\"", "\"calls/2026-11-02/🦊\"", "\"calls/2026-11-02/\uffee\"", "\"calls/2026-11-02/\\n\"", "\"calls/2026-11-02/\\r\\u2028\"",
        "\"admin/0001-01-01/W\"", "\"admin/9999-12-31/W\"", "\"calls/0000-01-01/W\"", "\"calls/٢٠٢٦-١١-٠٢/W\"", "\"Calls/2026-11-02/W\"", "\"calls/2026-11-02\\u0000/W\"", "\"calls/20261102/W\"", "\"calls\\u002f2026-11-02/W\"", "\"calls\\/2026-11-02/W2\"",
    ];

    private static readonly string[] Texts =
    [
        "\"\"", "\"\\u0000\"", "\"\\ud83e\"", "\"\\ud83e\\ud83e\\udd8a\"", "\"\\\\ud83e\"", "\"\\udd8a\\ud83e\"", "\"\\uD8\"", "\"\\x\"", "\"\t\"", "\"\u007f\ufffe\u2028\u115f\"", "\"key-1\"", "\"key-2\"", $"\"{Hash}\"", $"\"{Hash}\\n\"", $"\"{Hash.Replace('1', '１')}\"", $"\"{Hash.Replace('1', 'A')}\"", $"\"{new string('x', 70_000)}\"", "null",
    ];

    /// <summary>Values of every kind, some of which are not JSON.</summary>
    public static IReadOnlyList<string> Any { get; } =
    [
        .. Numbers, .. Times, .. Chains, .. Texts,
        "false", "[]", "{}", "[null]", "[[]]", "[{}]", "[\"\"]", "[\"{}\"]", "[\"{\\\"id\\\":1}\"]", "[\"{\\\"ends\\\":null}\"]", "[1,]", """{"a":1,"\u0061":2}""", """{"\ud800":1,"\udc00":2}""", """{"":{}}""", """{"a":1,"a":2}x""", "'a'", "\"", "/**/", "//", "\ufeff",
        .. new[] { 59, 60, 61, 62, 63, 64, 65, 3_000 }.Select(depth => new string('[', depth) + new string(']', depth)),
    ];

    /// <summary>For the inside of a text or for between two tokens.</summary>
    public static IReadOnlyList<string> Pieces { get; } =
    [
        " ", "\t", "\r", "\n", "\v", "\f", "\u001c", "\u0085", "\u00a0", "\u180e", "\u200b", "\u2028", "\ufeff", "\0", "\u007f", "\u202e", "\ufffd", "é", "٣", "１", "🦊", "\\", "\\n", "\\u0000", "\\ud800", "\\udc00", "\\u0031", "\\/", "\"", ",", ":", "[", "]", "{", "}", "=", "+", "-", "0", "1", "9", "/", ",\"a\":1,\"a\":2", ",\"a\":{}",
    ];

    /// <summary>Values of the kind that the token has.</summary>
    public static IReadOnlyList<string> Like(string token) =>
        token[0] != '"' ? Numbers
        : token.Contains("T1", StringComparison.Ordinal) ? Times
        : token.Contains("/2026", StringComparison.Ordinal) ? Chains
        : Texts;
}
