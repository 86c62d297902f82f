using FuncGateway.Admin.Http;
using FuncGateway.Policies.Text;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.SignIn;

/// <summary>
/// Finds requests that a page of another site has a browser send. <c>SameSite</c> does not cover the other ports of a host, where other programs of the
/// same machine are; their pages have another origin.
/// </summary>
internal static class OtherSite
{
    /// <summary>Returns null if the request is from the gateway's own pages, from the address bar, or not from a browser.</summary>
    public static IResult? Refusal(HttpRequest request)
    {
        if (request.Headers.Origin is { Count: > 0 } origin && !PublicAddress.IsOwn(request, origin))
        {
            return Refusal($"the Origin is '{VisibleText.Of(origin.ToString())}'");
        }

        return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" ? Refusal("Sec-Fetch-Site says so") : null;
    }

    private static IResult Refusal(string why) =>
        Problems.Of(StatusCodes.Status403Forbidden, $"The request comes from a page of another site: {why}. With a session, only pages of this gateway are accepted.");
}
