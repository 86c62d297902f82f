using FuncGateway.Core.Secrets;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Servers;

/// <summary>Resolves the configured headers of a server, with secrets filled in. Secrets are cached by their source, not here.</summary>
public sealed partial class UpstreamCredentials(UpstreamSecrets secrets, CredentialSealing sealing, ILogger<UpstreamCredentials> logger)
{
    /// <summary>Returns the headers, or null if a secret is missing or cannot be read; nothing may be sent in that case.</summary>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>?> ResolveAsync(Server server, CancellationToken cancellationToken)
    {
        if (server.Headers.Count == 0)
        {
            return [];
        }

        var resolved = new List<KeyValuePair<string, string>>(server.Headers.Count);
        foreach (var (header, written) in server.Headers)
        {
            var value = CredentialSealing.IsSealed(written) ? await OpenAsync(server, header, cancellationToken)
                : SecretReference.Mentions(written) ? await FindAsync(server, written, cancellationToken)
                : written;
            if (value is null)
            {
                return null;
            }

            resolved.Add(new(header, value));
        }

        return resolved;
    }

    /// <summary>Drops the cached secrets of a server whose upstream answered 401 or 403, so that the next request looks them up again.</summary>
    public void Forget(Server server)
    {
        foreach (var written in server.Headers.Values)
        {
            if (SecretReference.TryParse(written, out var reference))
            {
                secrets.Forget(reference.Name);
            }
        }
    }

    private async ValueTask<string?> OpenAsync(Server server, string header, CancellationToken cancellationToken)
    {
        try
        {
            var value = await sealing.OpenHeaderAsync(server, header, cancellationToken);
            if (value is null)
            {
                LogSealedOtherwise(server.Id, header);
            }

            return value;
        }
        catch (StoreUnavailableException e)
        {
            LogNoKey(e, server.Id, header);
            return null;
        }
    }

    private async ValueTask<string?> FindAsync(Server server, string written, CancellationToken cancellationToken)
    {
        if (!SecretReference.TryParse(written, out var reference))
        {
            LogMalformed(server.Id);
            return null;
        }

        if (secrets.WhatIsWrong(reference) is { } wrong)
        {
            LogNotForServers(server.Id, wrong);
            return null;
        }

        try
        {
            var value = await secrets.FindAsync(reference.Name, cancellationToken);
            if (!IsHeaderValue(value))
            {
                LogMissing(server.Id, reference.Name);
                return null;
            }

            return value;
        }
        catch (StoreUnavailableException e)
        {
            LogUnreadable(e, server.Id, reference.Name);
            return null;
        }
    }

    // A secret that was pasted with a line break would end the header early and start another one.
    private static bool IsHeaderValue(string? value) => !string.IsNullOrEmpty(value) && !value.AsSpan().ContainsAny('\r', '\n', '\0');

    [LoggerMessage(LogLevel.Error, "Nothing is sent to {Server}: secret {Secret} is missing, empty or contains a line break")]
    private partial void LogMissing(ServerId server, string secret);

    [LoggerMessage(LogLevel.Error, "Nothing is sent to {Server}: secret {Secret} cannot be read")]
    private partial void LogUnreadable(Exception exception, ServerId server, string secret);

    [LoggerMessage(LogLevel.Error, "Nothing is sent to {Server}: {Wrong}")]
    private partial void LogNotForServers(ServerId server, string wrong);

    [LoggerMessage(LogLevel.Error, "Nothing is sent to {Server}: the stored value of header {Header} was encrypted with another key or for another upstream, or has been modified; save the server again with the value")]
    private partial void LogSealedOtherwise(ServerId server, string header);

    [LoggerMessage(LogLevel.Error, "Nothing is sent to {Server}: the stored value of header {Header} cannot be decrypted, because there is no key")]
    private partial void LogNoKey(Exception exception, ServerId server, string header);

    [LoggerMessage(LogLevel.Error, "Nothing is sent to {Server}: a header refers to a secret but is not of the form '@secret:NAME' with 1 to 127 characters of A-Z, a-z, 0-9 and '-'")]
    private partial void LogMalformed(ServerId server);
}
