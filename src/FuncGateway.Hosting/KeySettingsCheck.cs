using FuncGateway.Core;
using FuncGateway.Core.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FuncGateway.Hosting;

/// <summary>
/// Fails the start if the gateway's keys are not safe: in Azure, if a key is published; anywhere, if a key is one of the secrets that the headers of a
/// server may name. Messages name the setting and never contain its value.
/// </summary>
internal sealed class KeySettingsCheck(IConfiguration configuration) : IValidateOptions<GatewayOptions>
{
    /// <summary>Set by the platform on every instance, depending on the plan; not set on a developer's machine.</summary>
    private static readonly string[] AzureOnly = ["WEBSITE_INSTANCE_ID", "WEBSITE_SKU"];

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var problems = configuration.AsEnumerable()
            .Where(setting => setting.Value is { Length: > 0 })
            .Select(setting => WhatIsPublished(setting.Key, setting.Value ?? "") ?? WhatIsReachable(setting.Key, setting.Value, options.UpstreamSecretPrefix))
            .OfType<string>()
            .ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private string? WhatIsPublished(string setting, string value) =>
        AzureOnly.FirstOrDefault(each => configuration.Find(each) is not null) is { } platform && PublishedKeys.WhereFound(value) is { } where
            ? $"The setting {setting} contains {where}, and the gateway runs in Azure ({platform} is set). Accepted: a key of its own, such as '@secret:NAME' of a secret with 32 random bytes in base64; for storage, an account of its own."
            : null;

    // Vaults do not distinguish upper and lower case in names.
    private static string? WhatIsReachable(string setting, string? value, string prefix) =>
        setting.StartsWith($"{GatewayOptions.Section}:", StringComparison.OrdinalIgnoreCase)
        && SecretReference.TryParse(value, out var secret)
        && secret.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            ? $"The setting {setting} names the secret '{secret.Name}', which the headers of servers may name too, because it starts with '{prefix}'. Accepted: a secret whose name starts differently."
            : null;
}
