namespace FuncGateway.Core.Secrets;

/// <summary>
/// The secrets that the headers and webhooks of servers may name: those whose name starts with <see cref="GatewayOptions.UpstreamSecretPrefix"/>. The
/// gateway's own keys have other names. Otherwise a person who may edit a server could have a key sent to a server of their choice as a header.
/// </summary>
public sealed class UpstreamSecrets(ISecretSource secrets, GatewayOptions options) : ISecretSource
{
    /// <summary>The form of a value that names a secret, for messages.</summary>
    public string Accepted => $"{SecretReference.Prefix}{options.UpstreamSecretPrefix}NAME";

    /// <summary>Returns a sentence that says why a server may not name the secret, or null if it may.</summary>
    public string? WhatIsWrong(SecretReference reference) => MayName(reference.Name)
        ? null
        : $"The secret '{reference.Name}' is not one of those for servers, whose names start with '{options.UpstreamSecretPrefix}'. Accepted: '{Accepted}'.";

    /// <summary>Returns null if the secret does not exist or if servers may not name it.</summary>
    public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        MayName(name) ? secrets.FindAsync(name, cancellationToken) : ValueTask.FromResult<string?>(null);

    public void Forget(string name)
    {
        if (MayName(name))
        {
            secrets.Forget(name);
        }
    }

    private bool MayName(string name) => name.Length > options.UpstreamSecretPrefix.Length && name.StartsWith(options.UpstreamSecretPrefix, StringComparison.Ordinal);
}
