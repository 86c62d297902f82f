namespace FuncGateway.Mcp.Tests.Isolation;

/// <summary>The URI of a refused request may contain a credential.</summary>
public sealed class RefusedUriTests
{
    [Theory]
    [InlineData("resources/read", """{"uri":"https://u:PASSWORD@h/x?token=SECRET"}""")]
    [InlineData("resources/read", """{"uri":"https://h/../x?token=SECRET"}""")]
    [InlineData("resources/read", """{"uri":"https://h/\u200bx?token=SECRET"}""")]
    [InlineData("completion/complete", """{"ref":{"type":"ref/resource","uri":"https://h/x?token=SECRET"},"argument":{"name":"a","value":"b"}}""")]
    [InlineData("subscriptions/listen", """{"notifications":{"resourceSubscriptions":["https://h/x?token=SECRET"]}}""")]
    public async Task Credentials_InTheUriOfARefusedRequest_AreNotInTheAudit(string method, string parameters)
    {
        await using var two = await TwoGrants.StartAsync(TwoGrants.DenyAll);

        await two.PostAsync(two.First, TwoGrants.Request(method, parameters));

        var entries = await two.EntriesAsync();
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.DoesNotContain("SECRET", entry.ToJsonString(), StringComparison.Ordinal));
        Assert.All(entries, entry => Assert.DoesNotContain("PASSWORD", entry.ToJsonString(), StringComparison.Ordinal));
    }
}
