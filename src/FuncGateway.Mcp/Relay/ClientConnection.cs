using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Relay;

/// <summary>How the connection to a client ended: the client hung up, or the gateway cut its answer off. The request looks the same in both cases.</summary>
public static class ClientConnection
{
    private static readonly object CutOffKey = new();

    /// <summary>Ends an answer that broke: a cut answer must not look whole.</summary>
    public static void CutOff(HttpContext context)
    {
        context.Items[CutOffKey] = true;
        context.Abort();
    }

    public static bool WasCutOff(HttpContext context) => context.Items.ContainsKey(CutOffKey);

    /// <summary>Whether an exception says only that the connection has ended. It may be thrown before the request counts as aborted.</summary>
    public static bool Explains(HttpContext context, Exception exception) =>
        exception is ConnectionResetException or ConnectionAbortedException
        || (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException);
}
