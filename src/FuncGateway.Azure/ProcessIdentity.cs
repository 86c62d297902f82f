using Azure.Core;
using Azure.Identity;

namespace FuncGateway.Azure;

/// <summary>The identity with which the process signs in to Azure.</summary>
internal static class ProcessIdentity
{
    /// <param name="clientId">Client id of the user-assigned identity; null or empty for the default identity.</param>
    public static TokenCredential Of(string? clientId) =>
        new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = string.IsNullOrEmpty(clientId) ? null : clientId });
}
