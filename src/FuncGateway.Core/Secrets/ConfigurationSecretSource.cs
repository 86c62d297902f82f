namespace FuncGateway.Core.Secrets;

/// <summary>
/// Secrets from the host's configuration, where there is no vault: <c>FuncGateway:Secrets:NAME</c>, in the environment <c>FuncGateway__Secrets__NAME</c>. A shell takes no '-'
/// in the name of a variable, so '_' may stand there for it. An empty one counts as missing.
/// </summary>
/// <param name="setting">The host's setting of that key, or null: only hosts read configuration.</param>
public sealed class ConfigurationSecretSource(Func<string, string?> setting) : ISecretSource
{
    public const string Section = $"{GatewayOptions.Section}:Secrets";

    // A name is checked first: with a ':' in it, it would reach other settings.
    public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(SecretReference.IsName(name) ? Find(name) ?? Find(name.Replace('-', '_')) : null);

    /// <summary>Nothing is remembered here: configuration is in memory already.</summary>
    public void Forget(string name)
    {
    }

    private string? Find(string name) => setting($"{Section}:{name}") is { Length: > 0 } value ? value : null;
}
