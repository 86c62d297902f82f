namespace FuncGateway.Core.Secrets;

/// <summary>
/// Reads secrets from the host's configuration when there is no vault: <c>FuncGateway:Secrets:NAME</c>, or the environment variable <c>FuncGateway__Secrets__NAME</c>.
/// Shells do not allow '-' in variable names, so '_' is accepted in its place. An empty value counts as missing.
/// </summary>
/// <param name="setting">Returns the host's setting with that key, or null. Only hosts read configuration.</param>
public sealed class ConfigurationSecretSource(Func<string, string?> setting) : ISecretSource
{
    public const string Section = $"{GatewayOptions.Section}:Secrets";

    // The name is checked first: one that contains ':' would reach other settings.
    public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(SecretReference.IsName(name) ? Find(name) ?? Find(name.Replace('-', '_')) : null);

    /// <summary>Does nothing: configuration is in memory already, so nothing is cached.</summary>
    public void Forget(string name)
    {
    }

    private string? Find(string name) => setting($"{Section}:{name}") is { Length: > 0 } value ? value : null;
}
