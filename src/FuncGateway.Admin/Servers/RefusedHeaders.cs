namespace FuncGateway.Admin.Servers;

/// <summary>
/// The names of headers that cannot be configured: those that the relay sets itself, that apply to a single connection, that would misrepresent the
/// sender, or that make some servers handle another method or path than the one that was judged.
/// </summary>
internal static class RefusedHeaders
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Connection", "Expect", "Forwarded", "Front-End-Https", "Host", "HTTP2-Settings", "Keep-Alive", "Last-Event-ID", "Max-Forwards", "Origin", "Proxy", "TE", "Trailer", "Trailers",
        "Transfer-Encoding", "Upgrade", "Via", "X-Client-IP", "X-Cluster-Client-IP", "X-Host", "X-HTTP-Method", "X-HTTP-Method-Override", "X-HTTP-Path-Override", "X-Method", "X-Method-Override", "X-Real-IP",
        "X-Server-Name", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP", "traceparent", "tracestate", "baggage",
    };

    private static readonly string[] Prefixes = ["Accept-", "Content-", "Mcp-", "Proxy-", "X-Forwarded", "X-Original-", "X-Rewrite-"];

    // CGI-style servers make '_' of every character that is neither letter nor digit, and so cannot tell 'X_Forwarded_For' from 'X-Forwarded-For'.
    public static bool Contains(string name)
    {
        var folded = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'));
        return Names.Contains(folded) || Prefixes.Any(prefix => folded.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }
}
