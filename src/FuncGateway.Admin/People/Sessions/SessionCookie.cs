using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.People.Sessions;

/// <summary>
/// The cookie that carries the token of a session. Scripts cannot read it, and no other site can have it sent. Browsers share cookies between all ports of a
/// host, so its name has the port: two gateways on one machine do not end each other's sessions.
/// </summary>
internal static class SessionCookie
{
    /// <summary>Followed by <c>_</c> and the port, unless it is the usual one of the scheme.</summary>
    public const string Name = "fgw_session";

    public static string? Of(HttpRequest request) => request.Cookies[NameFor(request)] is { Length: > 0 } token ? token : null;

    /// <param name="isSecure">Whether the browser uses https.</param>
    public static void Write(HttpResponse response, string token, bool isSecure) => response.Cookies.Append(NameFor(response.HttpContext.Request), token, Options(isSecure, Session.Lifetime));

    public static void Clear(HttpResponse response, bool isSecure) => response.Cookies.Append(NameFor(response.HttpContext.Request), "", Options(isSecure, TimeSpan.Zero));

    private static string NameFor(HttpRequest request) => request.Host.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{Name}_{port}") : Name;

    private static CookieOptions Options(bool isSecure, TimeSpan lifetime) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = lifetime, Secure = isSecure, IsEssential = true };
}
