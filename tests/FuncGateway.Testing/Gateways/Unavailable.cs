using System.Net;

namespace FuncGateway.Testing.Gateways;

/// <summary>What a gateway answers whose store does not answer: another try may succeed, as after a request that nothing answered.</summary>
public static class Unavailable
{
    /// <exception cref="HttpRequestException">The gateway asks for another try.</exception>
    public static void ThrowIfUnavailable(this HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            throw new HttpRequestException("The store did not answer.", null, response.StatusCode);
        }
    }
}
