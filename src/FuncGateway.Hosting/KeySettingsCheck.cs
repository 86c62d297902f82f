using FuncGateway.Core;
using FuncGateway.Core.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FuncGateway.Hosting;

/// <summary>
/// Fails the start if the gateway's keys are not safe: in Azure, if a key is published; anywhere, if a key is one of the secrets that the headers of a
/// server may name. Secrets outside the settings are checked by <see cref="SecretKeysCheck"/>. Messages name the setting and never contain its value.
/// </summary>
internal sealed class KeySettingsCheck(IConfiguration configuration, PublishedKeyCheck published) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var problems = configuration.AsEnumerable()
            .Where(setting => setting.Value is { Length: > 0 })
            .Select(setting => published.WhatIsWrong($"The setting {setting.Key}", setting.Value ?? "") ?? WhatIsReachable(setting.Key, setting.Value, options.UpstreamSecretPrefix))
            .OfType<string>()
            .ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    // Vaults do not distinguish upper and lower case in names.
    private static string? WhatIsReachable(string setting, string? value, string prefix) =>
        setting.StartsWith($"{GatewayOptions.Section}:", StringComparison.OrdinalIgnoreCase)
        && SecretReference.TryParse(value, out var secret)
        && secret.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            ? $"The setting {setting} names the secret '{secret.Name}', which the headers of servers may name too, because it starts with '{prefix}'. Accepted: a secret whose name starts differently."
            : null;
}
