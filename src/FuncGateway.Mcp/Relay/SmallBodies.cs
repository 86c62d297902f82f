using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>Reads upstream bodies whose status counts whatever the body is.</summary>
public sealed class SmallBodies(IdleTimeouts timeouts)
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Returns null if the body is over 64 KiB, never ends, or breaks off.</summary>
    internal async Task<BoundedBody?> ReadAsync(RelayContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var idle = timeouts.Begin(call, cancellationToken);
        try
        {
            return await BoundedBody.ReadAsync(response, MaxBytes, idle.Token);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            return null;
        }
    }
}
