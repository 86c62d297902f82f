using System.Net;
using System.Net.Http.Headers;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Copies the allowed headers between client and upstream. All others are dropped: the grant token, cookies and forwarding headers of requests,
/// and the challenges and cookies of responses.
/// </summary>
internal static class UpstreamHeaders
{
    /// <summary>Returns a problem if a header that the upstream must receive cannot be sent. To be checked before anything is reserved for the request.</summary>
    public static WireProblem? Check(IHeaderDictionary headers, ProtocolEra era)
    {
        foreach (var (name, values) in headers)
        {
            if (IsRequired(name) && Passes(name, era) && !HeaderText.IsSendable(values.ToString()))
            {
                return WireProblem.BadRequest($"The value of the {name} header has characters that cannot be sent; printable ASCII is accepted.");
            }
        }

        return null;
    }

    /// <param name="boundOnly">Only the protocol's own headers and those bound by an approval: no others, and no trace of the client's.</param>
    public static void CopyRequest(IHeaderDictionary from, HttpRequestMessage to, ProtocolEra era, bool boundOnly = false)
    {
        foreach (var (name, values) in from)
        {
            // What may be missing is left out if it cannot be sent: trace context must not stop a call.
            if (!Passes(name, era) || IsLeftOver(name, values, era) || (boundOnly && !McpHeaders.IsOwn(name) && !McpHeaders.IsParameter(name)) || !HeaderText.IsSendable(values.ToString()))
            {
                continue;
            }

            if (!name.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase))
            {
                Add(to.Headers, name, values);
            }
            else if (to.Content is { } content)
            {
                Add(content.Headers, name, values);
            }
        }
    }

    public static void CopyResponse(HttpResponseMessage from, HttpResponse to)
    {
        // A response with status 205 can have no body, and some upstreams answer with one.
        to.StatusCode = from.StatusCode == HttpStatusCode.ResetContent ? StatusCodes.Status200OK : (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.NonValidated)
        {
            if (Returns(name) && HeaderText.IsSendable(values.ToString()))
            {
                to.Headers[name] = values.ToString();
            }
        }

        if (from.Content.Headers.NonValidated.TryGetValues(HeaderNames.Allow, out var allow) && HeaderText.IsSendable(allow.ToString()))
        {
            to.Headers.Allow = allow.ToString();
        }
    }

    /// <summary>The id of the session that the upstream has opened; null if it has opened none. An empty id is none.</summary>
    /// <exception cref="UnusableAnswerException">The id cannot be sent back.</exception>
    public static string? SessionOf(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues(McpHeaders.SessionId, out var values) || values.ToString().Trim() is not { Length: > 0 } session)
        {
            return null;
        }

        return HeaderText.IsVisible(session) ? session : throw new UnusableAnswerException("opened a session whose id is not one of visible ASCII characters");
    }

    private static void Add(HttpHeaders to, string name, StringValues values)
    {
        if (values is [{ } value])
        {
            to.TryAddWithoutValidation(name, value);
        }
        else
        {
            to.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
        }
    }

    private static bool IsRequired(string name) =>
        name.StartsWith(McpHeaders.Prefix, StringComparison.OrdinalIgnoreCase) || name.Equals(McpHeaders.LastEventId, StringComparison.OrdinalIgnoreCase);

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

    // A client that has probed for the modern revision may keep its header when it falls back to initialize, where servers refuse it.
    private static bool IsLeftOver(string name, StringValues values, ProtocolEra era) =>
        era == ProtocolEra.Legacy
        && name.Equals(McpHeaders.ProtocolVersion, StringComparison.OrdinalIgnoreCase)
        && ProtocolRevision.EraOf(values.ToString().Trim(' ', '\t')) == ProtocolEra.Modern;

    private static bool Returns(string name) =>
        name.Equals(McpHeaders.ProtocolVersion, StringComparison.OrdinalIgnoreCase) ||
        name.Equals(HeaderNames.RetryAfter, StringComparison.OrdinalIgnoreCase);
}
