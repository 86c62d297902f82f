using System.Net;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Tests.Servers;

public sealed class UpstreamAddressGuardTests
{
    private const string Public = "Accepted: https to a public address.";
    private const string PublicOrLoopback = "Accepted: https to a public address, http or https to loopback (localhost, 127.0.0.1, [::1]).";

    [Theory]
    [InlineData("https://mcp.example.com/mcp")]
    [InlineData("https://mcp.example.com:8443/mcp?tenant=1")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[2606:4700::1111]/")]
    [InlineData("https://xn--bcher-kva.example/")]
    public void Check_PublicHttps_IsFine(string url) => Assert.Null(Guard(loopback: false).Check(new Uri(url)));

    [Theory]
    [InlineData("http://mcp.example.com/", "The scheme of 'mcp.example.com' is 'http'.")]
    [InlineData("ftp://mcp.example.com/", "The scheme is 'ftp'.")]
    [InlineData("file:///etc/passwd", "The scheme is 'file'.")]
    [InlineData("wss://mcp.example.com/", "The scheme is 'wss'.")]
    [InlineData("https://user@mcp.example.com/", "The URL contains user information before the host; credentials belong in 'headers'.")]
    [InlineData("https://user:sesame@mcp.example.com/", "The URL contains user information before the host; credentials belong in 'headers'.")]
    [InlineData("https://mcp.example.com/#part", "The URL has a fragment ('#'), which is never sent.")]
    [InlineData("https://mcp.example.com:0/", "The port is 0.")]
    [InlineData("https://127.0.0.1/", "The host '127.0.0.1' is loopback.")]
    [InlineData("http://localhost:8080/", "The host 'localhost' is loopback.")]
    [InlineData("https://gateway.localhost./", "The host 'gateway.localhost.' is loopback.")]
    [InlineData("https://[::1]/", "The host '[::1]' is loopback.")]
    [InlineData("https://[::ffff:7f00:1]/", "The host '[::ffff:127.0.0.1]' is loopback.")]
    [InlineData("https://0x7f.1/", "The host '127.0.0.1' is loopback.")]
    [InlineData("https://2130706433/", "The host '127.0.0.1' is loopback.")]
    [InlineData("https://0177.0.0.1/", "The host '127.0.0.1' is loopback.")]
    [InlineData("https://127.1/", "The host '127.0.0.1' is loopback.")]
    [InlineData("https://3232235777/", "'192.168.1.1' resolves to 192.168.1.1 (private, 192.168.0.0/16).")]
    [InlineData("https://0xa9fea9fe/", "'169.254.169.254' resolves to 169.254.169.254 (cloud metadata, 169.254.169.254/32).")]
    [InlineData("https://0251.0376.0251.0376/", "'169.254.169.254' resolves to 169.254.169.254 (cloud metadata, 169.254.169.254/32).")]
    [InlineData("https://168.63.129.16/", "'168.63.129.16' resolves to 168.63.129.16 (Azure platform address, 168.63.129.16/32).")]
    [InlineData("https://127.0.0.1./", "The host '127.0.0.1.' is a number in an unusual form; write the address as four decimal numbers.")]
    [InlineData("https://0x7f.1./", "The host '0x7f.1.' is a number in an unusual form; write the address as four decimal numbers.")]
    [InlineData("https://256.1.1.1/", "The host '256.1.1.1' is a number in an unusual form; write the address as four decimal numbers.")]
    [InlineData("https://4294967296/", "The host '4294967296' is a number in an unusual form; write the address as four decimal numbers.")]
    [InlineData("https://１２７.0.0.1/", "The host '１２７.0.0.1' has characters outside letters, digits, '-', '_' and '.'; an international name is written as 'xn--…'.")]
    public void Check_AnythingElse_SaysWhatWasFoundAndWhatIsAccepted(string url, string found) =>
        Assert.Equal($"{found} {Public}", Guard(loopback: false).Check(new Uri(url)));

    [Fact]
    public void Check_RelativeUrl_IsRefused() =>
        Assert.Equal($"'mcp' is not an absolute URL. {Public}", Guard(loopback: false).Check(new Uri("mcp", UriKind.Relative)));

    [Theory]
    [InlineData("http://127.0.0.1:5000/mcp")]
    [InlineData("http://localhost:5000/mcp")]
    [InlineData("https://[::1]:5000/mcp")]
    public void Check_LoopbackWhenAllowed_IsFine(string url) => Assert.Null(Guard(loopback: true).Check(new Uri(url)));

    [Theory]
    [InlineData("http://mcp.example.com/", "The scheme of 'mcp.example.com' is 'http'.")]
    [InlineData("http://localhost.example.com/", "The scheme of 'localhost.example.com' is 'http'.")]
    [InlineData("https://10.0.0.1/", "'10.0.0.1' resolves to 10.0.0.1 (private, 10.0.0.0/8).")]
    [InlineData("http://0.0.0.0/", "The scheme of '0.0.0.0' is 'http'.")]
    [InlineData("https://0.0.0.0/", "'0.0.0.0' resolves to 0.0.0.0 (this network, 0.0.0.0/8).")]
    public void Check_OtherThanLoopbackWhenLoopbackIsAllowed_IsStillRefused(string url, string found) =>
        Assert.Equal($"{found} {PublicOrLoopback}", Guard(loopback: true).Check(new Uri(url)));

    [Theory]
    [InlineData("10.0.0.7", "'mcp.example.com' resolves to 10.0.0.7 (private, 10.0.0.0/8).")]
    [InlineData("8.8.8.8,10.0.0.7", "'mcp.example.com' resolves to 10.0.0.7 (private, 10.0.0.0/8).")]
    [InlineData("10.0.0.7,fd00:ec2::254%3,169.254.1.1", "'mcp.example.com' resolves to fd00:ec2::254 (cloud metadata, fd00:ec2::254/128).")]
    [InlineData("127.0.0.1", "'mcp.example.com' resolves to 127.0.0.1 (loopback, 127.0.0.0/8).")]
    [InlineData("", "'mcp.example.com' has no address.")]
    public async Task CheckAsync_WhenTheNameLeadsToARefusedAddress_SaysSo(string addresses, string found)
    {
        var guard = Guard(loopback: true, addresses);
        Assert.Equal($"{found} {PublicOrLoopback}", await guard.CheckAsync(new Uri("https://mcp.example.com/"), CancellationToken.None));
    }

    [Fact]
    public async Task CheckAsync_WhenTheNameDoesNotResolveYet_LeavesItToTheConnection()
    {
        var guard = new UpstreamAddressGuard(Options.Create(new GatewayOptions()), (_, _) => throw new System.Net.Sockets.SocketException(11001));
        Assert.Null(await guard.CheckAsync(new Uri("https://mcp.example.com/"), CancellationToken.None));
    }

    private static UpstreamAddressGuard Guard(bool loopback, string addresses = "8.8.8.8") =>
        new(
            Options.Create(new GatewayOptions { AllowLoopbackUpstreams = loopback }),
            (_, _) => Task.FromResult(addresses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray()));
}
