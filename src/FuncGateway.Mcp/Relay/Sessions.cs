using FuncGateway.Core.Access;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Finds the upstream session that a request belongs to.</summary>
public sealed class Sessions(SessionBinding binding)
{
    /// <summary>Returns the upstream's session id, if any, and whether it is known: false if the request names a session that does not belong to this grant.</summary>
    public async ValueTask<(string? Session, bool IsKnown)> FindAsync(HttpRequest request, Caller caller, ProtocolEra era, string method)
    {
        // A request that opens a session has none yet, and from 2026-07-28 on there are no sessions.
        if (era == ProtocolEra.Modern || method == RequestMethods.Initialize || !request.Headers.TryGetValue(McpHeaders.SessionId, out var sent))
        {
            return (null, true);
        }

        var session = await binding.UnbindAsync(caller, sent.ToString(), request.HttpContext.RequestAborted);
        return (session, session is not null);
    }
}

/// <summary>The error that tells clients that their session has ended and they must initialize again.</summary>
internal static class SessionErrors
{
    public const McpErrorCode NotFoundCode = (McpErrorCode)(-32001);
    public const string NotFound = "Session not found";
}
