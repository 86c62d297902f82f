using Azure.Core;
using Azure.Identity;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Gateway;

/// <summary>An access token of Microsoft Entra, from the Azure CLI or the Azure Developer CLI, whichever is signed in.</summary>
/// <param name="tenant">The tenant of the gateway; null for the one that is signed in.</param>
/// <param name="scope">As <c>GET /api/sign-in</c> returns it.</param>
internal sealed class AzureBearer(string? tenant, string scope) : IBearerSource
{
    private readonly ChainedTokenCredential _credential = new(
        new AzureCliCredential(new AzureCliCredentialOptions { TenantId = tenant }),
        new AzureDeveloperCliCredential(new AzureDeveloperCliCredentialOptions { TenantId = tenant }));

    public string Advice => $"Sign in with 'az login' or 'azd auth login' as a person who has a role in the app of {scope}.";

    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _credential.GetTokenAsync(new TokenRequestContext([scope], tenantId: tenant), cancellationToken)).Token;
        }
        catch (AuthenticationFailedException e)
        {
            throw new CliException(ExitCodes.NotSignedIn, $"Neither the Azure CLI nor the Azure Developer CLI gave a token for {scope}: {FirstLineOf(e.Message)} {Advice}", inner: e);
        }
    }

    private static string FirstLineOf(string message) => message.Split('\n')[0].Trim();
}
