using System.Text.Json.Nodes;
using FuncGateway.Admin.People;
using FuncGateway.Admin.People.Sessions;
using FuncGateway.Testing.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.Tests.SignIn;

/// <summary>A browser in which a person is signed in to a gateway: sends the cookie with every request, and the CSRF token on demand.</summary>
internal sealed record Browser(InMemoryGateway Gateway, string Cookie, string Csrf)
{
    public const string CsrfHeader = "X-FuncGateway-Csrf";

    public static async Task<Browser> SignInAsync(InMemoryGateway gateway, params Role[] roles)
    {
        var code = gateway.Services.GetRequiredService<SessionRegister>().NewCode(new Person("pat", roles));
        var answer = await StartSessionAsync(gateway, "code", code);
        Assert.Equal(201, answer.Status);
        return new(gateway, CookieOf(answer), answer.Field("csrf"));
    }

    public static Task<Answer> StartSessionAsync(InMemoryGateway gateway, string kind, string value, params (string Name, string Value)[] headers) =>
        gateway.SendAsync("POST", "/api/session", new JsonObject { [kind] = value }.ToJsonString(), bearer: null, headers);

    public static string CookieOf(Answer answer) => answer.Headers["Set-Cookie"].Split(';')[0];

    /// <summary>As a script of the console does.</summary>
    public Task<Answer> SendAsync(string method, string path, string? body = null) => SendPlainAsync(method, path, body, (CsrfHeader, Csrf));

    /// <summary>As any page can have it sent.</summary>
    public Task<Answer> SendPlainAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        Gateway.SendAsync(method, path, body, bearer: null, [("Cookie", Cookie), .. headers]);
}
