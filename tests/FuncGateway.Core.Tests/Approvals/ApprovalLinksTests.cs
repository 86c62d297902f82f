using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Approvals;

public sealed class ApprovalLinksTests
{
    private static readonly ApprovalId Id = Samples.NewApproval().Id;

    [Theory]
    [InlineData("https://gateway.example.com/base", "http://127.0.0.1:7099", "https://gateway.example.com")]
    [InlineData(null, "http://127.0.0.1:7099", "http://127.0.0.1:7099")]
    [InlineData(null, null, "https://public.example.com")]
    public void Of_AnApproval_IsItsPageAtTheSettingElseTheOwnAddressElseThePublicHost(string? setting, string? own, string expected)
    {
        var options = new ApprovalOptions { Webhook = { PublicUrl = setting is null ? null : new Uri(setting) } };

        Assert.Equal($"{expected}/ui/approvals/{Id}", new ApprovalLinks(new GatewayOptions { PublicHosts = { "public.example.com" } }, options, new OwnAddress(own)).Of(Id));
    }

    [Fact]
    public void Of_AnApprovalOfAGatewayWithoutAnAddress_IsThePath() =>
        Assert.Equal($"/ui/approvals/{Id}", new ApprovalLinks(new GatewayOptions(), new ApprovalOptions(), new OwnAddress(null)).Of(Id));

    private sealed class OwnAddress(string? url) : IOwnAddress
    {
        public Uri? Find() => url is null ? null : new Uri(url);
    }
}
