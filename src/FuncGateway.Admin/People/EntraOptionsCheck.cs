using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.People;

/// <summary>Half a setting of Entra is a failed start: it would otherwise look like "off", or accept somebody else's tokens.</summary>
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

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsTrustworthy(Uri authority) =>
        authority.IsAbsoluteUri && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback));
}
