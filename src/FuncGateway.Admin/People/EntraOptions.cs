using FuncGateway.Core;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.People;

/// <summary>Which Microsoft Entra tokens are accepted by the admin API, section <c>FuncGateway:Entra</c>. Checked at start.</summary>
public sealed class EntraOptions
{
    public const string Section = GatewayOptions.Section + ":Entra";

    /// <summary>The tenant's id, a GUID. Tokens of other tenants are refused. If this and <see cref="Audience"/> are absent, Entra sign-in is off.</summary>
    public string? TenantId { get; set; }

    /// <summary>The app registration that tokens must be issued for: its client id (<c>api://</c> followed by it is then accepted too) or its App ID URI.</summary>
    public string? Audience { get; set; }

    /// <summary>The authority that publishes the signing keys: https, or http on loopback. Default: the tenant's v2.0 endpoint in the public cloud.</summary>
    public Uri? Authority { get; set; }

    /// <summary>The app registration that people sign in to with the console: its client id, a GUID. Default: the audience, if that is a client id. Without either, the console does not offer Entra sign-in.</summary>
    public string? ClientId { get; set; }

    /// <summary>Where people sign in, and the keys are published; null if Entra sign-in is off.</summary>
    public Uri? FindSignInUrl() => Authority ?? (TenantId is { } tenant ? EntraIssuers.AuthorityOf(tenant) : null);

    public bool IsSet => TenantId is not null || Audience is not null || Authority is not null || ClientId is not null;
}

/// <summary>Incomplete Entra settings fail the start, because they would otherwise look like "off" or accept tokens issued for others.</summary>
internal sealed class EntraOptionsCheck : IValidateOptions<EntraOptions>
{
    public ValidateOptionsResult Validate(string? name, EntraOptions options)
    {
        var problems = new List<string>();
        if (options.IsSet && !Guid.TryParseExact(options.TenantId, "D", out _))
        {
            problems.Add($"{EntraOptions.Section}:TenantId is '{options.TenantId}'. Accepted: the tenant's id as a GUID, and never 'common' or 'organizations'.");
        }

        if (options.IsSet && string.IsNullOrWhiteSpace(options.Audience))
        {
            problems.Add($"{EntraOptions.Section}:Audience is missing. Accepted: the client id or the App ID URI of the app registration.");
        }

        if (options.Authority is { } authority && !IsTrustworthy(authority))
        {
            problems.Add($"{EntraOptions.Section}:Authority is '{authority.OriginalString}'. Accepted: an https URL, or http on loopback.");
        }

        if (options.ClientId is not null && !Guid.TryParseExact(options.ClientId, "D", out _))
        {
            problems.Add($"{EntraOptions.Section}:ClientId is '{options.ClientId}'. Accepted: the client id of an app registration, a GUID, or no such setting.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsTrustworthy(Uri authority) =>
        authority.IsAbsoluteUri && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback));
}
