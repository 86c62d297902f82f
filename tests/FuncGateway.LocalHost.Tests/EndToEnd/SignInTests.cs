using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FuncGateway.Admin.People;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>What a browser does with the link that LocalHost prints.</summary>
public sealed class SignInTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task ConsoleLink_ExchangedByABrowser_SignsItInOnce()
    {
        await using var gateway = await LocalGateway.StartAsync(azurite);
        var link = new Uri(gateway.NewConsoleLink());
        Assert.Equal(gateway.Url.GetLeftPart(UriPartial.Authority), link.GetLeftPart(UriPartial.Authority));
        Assert.Equal("/ui", link.AbsolutePath);
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), UseCookies = true }) { BaseAddress = gateway.Url };

        using var started = await browser.PostAsJsonAsync("/api/session", new { code = link.Fragment["#k=".Length..] });
        var me = await browser.GetFromJsonAsync<JsonElement>("/api/me");
        using var again = await browser.PostAsJsonAsync("/api/session", new { code = link.Fragment["#k=".Length..] });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Unauthorized), (started.StatusCode, again.StatusCode));
        Assert.Equal(("local admin", "session"), (me.GetProperty("name").GetString(), me.GetProperty("signedInBy").GetString()));
        Assert.Contains("admin", JsonSerializer.Deserialize<JsonElement>(await again.Content.ReadAsStringAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);

        // The freeze changes something, so it needs the token of the session too.
        using var refused = await browser.PostAsync("/api/freeze", null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        browser.DefaultRequestHeaders.Add("X-FuncGateway-Csrf", me.GetProperty("csrf").GetString());
        using var ended = await browser.DeleteAsync("/api/session");
        using var after = await browser.GetAsync("/api/me");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (ended.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task ConsoleLink_ForAnotherPerson_SignsThatPersonIn()
    {
        await using var gateway = await LocalGateway.StartAsync(azurite);
        var code = gateway.NewConsoleLink(new Person("pat", [Role.Viewer])).Split("#k=")[1];
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = true }) { BaseAddress = gateway.Url };

        using var started = await browser.PostAsJsonAsync("/api/session", new { code });
        var settings = await browser.GetFromJsonAsync<JsonElement>("/api/settings");

        Assert.Equal("pat", (await browser.GetFromJsonAsync<JsonElement>("/api/me")).GetProperty("name").GetString());
        Assert.Equal("local", settings.GetProperty("host").GetString());
        Assert.Equal(gateway.Url.GetLeftPart(UriPartial.Authority), settings.GetProperty("address").GetString());
        Assert.All(settings.GetProperty("health").EnumerateArray(), part => Assert.True(part.GetProperty("ok").GetBoolean(), part.ToString()));
        var sources = settings.GetProperty("settings").EnumerateArray().ToDictionary(each => each.GetProperty("name").GetString() ?? "", each => $"{each.GetProperty("value")} from {each.GetProperty("source")}");
        Assert.Equal("true from default", sources["FuncGateway:AllowLoopbackUpstreams"]);
        Assert.Equal("00:00:30 from command line", sources["FuncGateway:Audit:WriteTimeout"]);
        Assert.Equal("(set) from other", sources["FuncGateway:AdminKey"]);
    }
}
