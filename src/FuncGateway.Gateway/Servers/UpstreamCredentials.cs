namespace FuncGateway.Gateway.Servers;

/// <summary>The headers a server's requests are sent with, secrets filled in.</summary>
public sealed class UpstreamCredentials
{
    /// <summary>Null when a secret is missing or cannot be read: nothing is sent then.</summary>
    public ValueTask<IReadOnlyList<KeyValuePair<string, string>>?> ResolveAsync(Server server, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<KeyValuePair<string, string>>?>([]);

    /// <summary>The upstream answered 401 or 403: look the server's secrets up anew next time.</summary>
    public void Forget(Server server)
    {
    }
}
