using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using FuncGateway.Azure.Secrets;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Secrets;

/// <summary>A source of secrets on the real Key Vault client, whose vault is simulated.</summary>
internal static class ScriptedVault
{
    /// <param name="answer">Answers the requests that have a token.</param>
    public static KeyVaultSecretSource SourceOf(string name, Func<HttpRequestMessage, HttpResponseMessage> answer, TimeProvider time)
    {
        var credential = DelegatedTokenCredential.Create((_, _) => new AccessToken("token", Samples.Noon.AddYears(100)));
        var handler = new ScriptedHandler(request => request.Headers.Authorization is null ? Challenge() : answer(request));
        var options = new SecretClientOptions { Transport = new HttpClientTransport(new HttpClient(handler)), Retry = { MaxRetries = 0 } };
        return new(new SecretClient(new Uri($"https://{name}.vault.azure.net"), credential, options), time);
    }

    // The client first sends a request without a token, to learn where to get one.
    private static HttpResponseMessage Challenge()
    {
        var challenge = ScriptedHandler.Json(HttpStatusCode.Unauthorized, "{}");
        challenge.Headers.TryAddWithoutValidation("WWW-Authenticate", "Bearer authorization=\"https://login.microsoftonline.com/tenant\", resource=\"https://vault.azure.net\"");
        return challenge;
    }
}
