using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Relay;

/// <summary>Distinguishes a client that disconnected from a response that the gateway aborted. The request looks the same in both cases.</summary>
public static class ClientConnection
{
    private static readonly object CutOffKey = new();

    /// <summary>Aborts a response that broke off, so that it does not look complete.</summary>
    public static void CutOff(HttpContext context)
    {
        context.Items[CutOffKey] = true;
        context.Abort();
    }

    public static bool WasCutOff(HttpContext context) => context.Items.ContainsKey(CutOffKey);

    /// <summary>Whether the exception only means that the connection has ended. It may be thrown before the request is marked as aborted.</summary>
    public static bool IsDisconnect(HttpContext context, Exception exception) =>
        exception is ConnectionResetException or ConnectionAbortedException
        || (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException);
}
