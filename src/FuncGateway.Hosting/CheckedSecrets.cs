using FuncGateway.Core;
using FuncGateway.Core.Secrets;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Hosting;

/// <summary>
/// Secrets whose values are not in the settings, so that <see cref="KeySettingsCheck"/> does not see them. In Azure a published key among the gateway's own
/// secrets is not handed out: what needs the key is then refused. The secrets of servers are credentials of others, and are not checked.
/// </summary>
internal sealed class CheckedSecrets(ISecretSource source, PublishedKeyCheck check, GatewayOptions options) : ISecretSource
{
    public async ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var value = await source.FindAsync(name, cancellationToken);
        return WhatIsWrong(name, value) is { } wrong ? throw new StoreUnavailableException(wrong) : value;
    }

    public void Forget(string name) => source.Forget(name);

    /// <summary>Returns a sentence if the secret contains a published key; null if it may be used or does not exist.</summary>
    /// <exception cref="StoreUnavailableException">The source did not answer.</exception>
    public async Task<string?> WhatIsWrongAsync(string name, CancellationToken cancellationToken) => WhatIsWrong(name, await source.FindAsync(name, cancellationToken));

    /// <summary>The names of the secrets that the gateway's settings refer to.</summary>
    public static IReadOnlyList<string> NamesIn(IConfiguration configuration) =>
        [.. configuration.GetSection(GatewayOptions.Section).AsEnumerable().Select(setting => SecretReference.TryParse(setting.Value, out var secret) ? secret.Name : null).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    private string? WhatIsWrong(string name, string? value) =>
        value is null || name.StartsWith(options.UpstreamSecretPrefix, StringComparison.Ordinal) ? null : check.WhatIsWrong($"The secret {name}", value);
}
