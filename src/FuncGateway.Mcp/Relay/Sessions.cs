using FuncGateway.Core.Access;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>Which of the upstream's sessions a request belongs to.</summary>
public sealed class Sessions(SessionBinding binding)
{
    /// <summary>The upstream's session id, if any, and false when the request names a session that is not this grant's.</summary>
    public async ValueTask<(string? Session, bool IsKnown)> FindAsync(HttpRequest request, Grant grant, ProtocolEra era, string method)
    {
        // A new session cannot belong to an old one, and from 2026-07-28 on there are none.
        if (era == ProtocolEra.Modern || method == RequestMethods.Initialize || !request.Headers.TryGetValue(McpHeaders.SessionId, out var sent))
        {
            return (null, true);
        }

        var session = await binding.UnbindAsync(grant, sent.ToString(), request.HttpContext.RequestAborted);
        return (session, session is not null);
    }
}

/// <summary>The answer that clients know as "your session is gone, initialize again".</summary>
internal static class SessionErrors
{
    public const McpErrorCode NotFoundCode = (McpErrorCode)(-32001);
    public const string NotFound = "Session not found";

    /// <summary>A body that says so is short; a longer one says something else.</summary>
    public const int MaxBody = 64 * 1024;
}
