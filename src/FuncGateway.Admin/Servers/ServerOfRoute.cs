using FuncGateway.Admin.Http;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Servers;

/// <summary>Finds the server that a request's path names.</summary>
internal static class ServerOfRoute
{
    /// <summary>Answers for that server, or 404 if its id is not valid or there is none.</summary>
    public static async Task<IResult> WithServerAsync(this IServerStore servers, HttpContext context, Func<Server, Task<IResult>> answer, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var id, out var refusal))
        {
            return refusal;
        }

        return await servers.FindAsync(id, cancellationToken) is { Value: var server } ? await answer(server) : ServerEndpoints.Unknown(id);
    }
}
