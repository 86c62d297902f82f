using System.Net.Http.Headers;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Copies the allowed headers between client and upstream. All others are dropped: the grant token, cookies and forwarding headers of requests,
/// and the challenges and cookies of responses.
/// </summary>
internal static class UpstreamHeaders
{
    public static void CopyRequest(IHeaderDictionary from, HttpRequestMessage to, ProtocolEra era)
    {
        foreach (var (name, values) in from)
        {
            if (!Passes(name, era))
            {
                continue;
            }

            if (name.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase))
            {
                to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
            }
            else
            {
                to.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
            }
        }
    }

    public static void CopyResponse(HttpResponseMessage from, HttpResponse to, ProtocolEra era)
    {
        to.StatusCode = (int)from.StatusCode;
        if (from.Content.Headers.NonValidated.TryGetValues(HeaderNames.ContentType, out var type))
        {
            to.ContentType = type.ToString();
        }

        foreach (var (name, values) in from.Headers.NonValidated)
        {
            if (Returns(name))
            {
                to.Headers[name] = values.ToString();
            }
        }

        CopyAllow(from.Content.Headers, to);
    }

    private static void CopyAllow(HttpContentHeaders from, HttpResponse to)
    {
        if (from.NonValidated.TryGetValues(HeaderNames.Allow, out var allow))
        {
            to.Headers.Allow = allow.ToString();
        }
    }

    // The protocol requires intermediaries to forward unknown Mcp-Param-* headers, so the whole family passes. Session ids are rewritten elsewhere.
    private static bool Passes(string name, ProtocolEra era) =>
        name.StartsWith(McpHeaders.Prefix, StringComparison.OrdinalIgnoreCase)
            ? !name.Equals(McpHeaders.SessionId, StringComparison.OrdinalIgnoreCase)
            : name.Length switch
            {
                6 => name.Equals(HeaderNames.Accept, StringComparison.OrdinalIgnoreCase),
                7 => name.Equals(HeaderNames.Baggage, StringComparison.OrdinalIgnoreCase),
                10 => name.Equals(HeaderNames.TraceState, StringComparison.OrdinalIgnoreCase),
                11 => name.Equals(HeaderNames.TraceParent, StringComparison.OrdinalIgnoreCase),
                12 => name.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase),
                13 => era == ProtocolEra.Legacy && name.Equals(McpHeaders.LastEventId, StringComparison.OrdinalIgnoreCase),
                _ => false,
            };

    private static bool Returns(string name) =>
        name.Equals(McpHeaders.ProtocolVersion, StringComparison.OrdinalIgnoreCase) ||
        name.Equals(HeaderNames.RetryAfter, StringComparison.OrdinalIgnoreCase);
}
