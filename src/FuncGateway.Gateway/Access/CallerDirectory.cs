using FuncGateway.Gateway.Servers;

namespace FuncGateway.Gateway.Access;

/// <summary>Finds out who is calling, from caches that are at most 2 s old.</summary>
public sealed class CallerDirectory
{
    public ValueTask<Identification> IdentifyAsync(string? authorization, ServerId server, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Identification>(new Identification.Unavailable(""));
}
