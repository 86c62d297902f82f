using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Limits;
using FuncGateway.Testing.Durable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FuncGateway.Hosting.Tests;

public sealed class GatewaySettingsTests
{
    [Fact]
    public void Limits_WithCountersAndTime_MakesOneBook()
    {
        using var provider = Provide([]);
        Assert.Same(provider.GetRequiredService<PermitBook>(), provider.GetRequiredService<PermitBook>());
    }

    [Fact]
    public void Limits_ReadsItsSection()
    {
        using var provider = Provide([new("FuncGateway:Limits:ReturnUnusedAfter", "00:00:09")]);
        Assert.Equal(TimeSpan.FromSeconds(9), provider.GetRequiredService<IOptions<LimitOptions>>().Value.ReturnUnusedAfter);
    }

    [Theory]
    [InlineData("WaitTimeout", "00:00:31")]
    [InlineData("ResendInterval", "00:00:00")]
    [InlineData("ReturnUnusedAfter", "00:00:00.5")]
    [InlineData("LeaseAheadBy", "00:00:31")]
    public void Limits_WithATimeOutOfRange_NamesIt(string name, string value)
    {
        using var provider = Provide([new($"FuncGateway:Limits:{name}", value)]);
        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<LimitOptions>>().Value);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", false)]
    [InlineData("whsec_BwcHBw==", false)]
    [InlineData("@secret:", false)]
    [InlineData("@secret:hook", true)]
    [InlineData("whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH", true)]
    [InlineData("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH", true)]
    [InlineData("", true)]
    public void Approvals_WithAMalformedWebhookSecret_FailsAtStartWithoutRepeatingIt(string secret, bool isAccepted)
    {
        using var provider = Provide([new("FuncGateway:Approvals:Webhook:Secret", secret)]);
        var options = provider.GetRequiredService<IOptions<ApprovalOptions>>();
        if (isAccepted)
        {
            Assert.Equal(secret, options.Value.Webhook.Secret);
            return;
        }

        var refused = Assert.Throws<OptionsValidationException>(() => options.Value);
        Assert.Contains("FuncGateway:Approvals:Webhook:Secret is not a key. Accepted: base64 of at least 24 bytes", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BwcHBw", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public void Approvals_WithACeilingOutOfRange_NamesIt(string value)
    {
        using var provider = Provide([new("FuncGateway:Approvals:MaxPendingPerGrant", value)]);
        Assert.Contains("MaxPendingPerGrant", Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ApprovalOptions>>().Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InternalUpstreams_WithAnInvalidEntry_FailsAtStartAndNamesIt()
    {
        using var provider = Provide([new("FuncGateway:InternalUpstreams:0", "*.corp.example"), new("FuncGateway:InternalUpstreams:1", "10.0.0.0/7"), new("FuncGateway:InternalUpstreams:2", "")]);

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<GatewayOptions>>().Value);

        Assert.StartsWith("The setting FuncGateway:InternalUpstreams:1 is '10.0.0.0/7': 10.0.0.0/7 is not inside 10.0.0.0/8,", refused.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Provide(IEnumerable<KeyValuePair<string, string?>> settings) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ICounters>(new FakeCounters(TimeProvider.System))
            .AddGatewaySettings().AddLimits()
            .BuildServiceProvider();
}
