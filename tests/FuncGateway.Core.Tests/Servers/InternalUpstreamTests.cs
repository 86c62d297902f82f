using System.Net;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Tests.Servers;

public sealed class InternalUpstreamTests
{
    [Theory]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "10.0.0.7")]
    [InlineData("mcp.corp.example", "https://MCP.corp.example./mcp", "10.0.0.7")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "10.0.0.7,8.8.8.8")]
    [InlineData("*.corp.example", "https://a.b.corp.example/mcp", "fd12:3456::7")]
    [InlineData("10.40.0.0/22", "https://10.40.3.255/mcp", "")]
    [InlineData("10.40.0.0/22", "https://mcp.example.com/mcp", "10.40.0.1,10.40.1.1")]
    [InlineData("10.40.0.0/22", "https://mcp.example.com/mcp", "::ffff:10.40.0.1")]
    [InlineData("10.40.1.7", "https://10.40.1.7/mcp", "")]
    [InlineData("fd12:3456::/64", "https://[fd12:3456::7]/mcp", "")]
    [InlineData("fd12:3456::/64", "https://mcp.example.com/mcp", "fd12:3456::7%3")]
    [InlineData("fd12:3456::7", "https://mcp.example.com/mcp", "fd12:3456::7%3")]
    [InlineData("fd00:ec2::/64", "https://mcp.example.com/mcp", "fd00:ec2::253")]
    [InlineData("http://mcp.corp.example", "http://mcp.corp.example/mcp", "10.0.0.7")]
    [InlineData("http://*.corp.example", "https://mcp.corp.example/mcp", "10.0.0.7")]
    [InlineData("http://10.40.0.0/22", "http://mcp.example.com/mcp", "10.40.0.1")]
    [InlineData("http://10.40.0.0/22", "http://10.40.0.1/mcp", "")]
    public async Task CheckAsync_OfAHostThatIsListed_IsAccepted(string entry, string url, string addresses) =>
        Assert.Null(await Guard(entry, addresses).CheckAsync(new Uri(url), CancellationToken.None));

    [Theory]
    [InlineData("mcp.corp.example", "https://other.corp.example/mcp", "10.0.0.7", "'other.corp.example' resolves to 10.0.0.7 (private, 10.0.0.0/8).")]
    [InlineData("*.corp.example", "https://corp.example/mcp", "10.0.0.7", "'corp.example' resolves to 10.0.0.7 (private, 10.0.0.0/8).")]
    [InlineData("*.corp.example", "https://evilcorp.example/mcp", "10.0.0.7", "'evilcorp.example' resolves to 10.0.0.7 (private, 10.0.0.0/8).")]
    [InlineData("10.40.0.0/22", "https://mcp.example.com/mcp", "10.40.0.1,10.50.0.1", "'mcp.example.com' resolves to 10.40.0.1 (private, 10.0.0.0/8).")]
    [InlineData("10.40.0.0/22", "https://mcp.example.com/mcp", "10.40.0.1,8.8.8.8", "'mcp.example.com' resolves to 10.40.0.1 (private, 10.0.0.0/8).")]
    [InlineData("10.40.0.0/22", "https://10.40.4.0/mcp", "", "'10.40.4.0' resolves to 10.40.4.0 (private, 10.0.0.0/8).")]
    [InlineData("mcp.corp.example", "http://mcp.corp.example/mcp", "10.0.0.7", "The scheme of 'mcp.corp.example' is 'http'.")]
    [InlineData("10.40.0.0/22", "http://10.40.0.1/mcp", "", "The scheme of '10.40.0.1' is 'http'.")]
    [InlineData("http://10.40.0.0/22", "http://mcp.example.com/mcp", "8.8.8.8", "The scheme of 'mcp.example.com' is 'http'.")]
    [InlineData("http://10.40.0.0/22", "http://mcp.example.com/mcp", "10.50.0.1", "The scheme of 'mcp.example.com' is 'http'.")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "169.254.169.254", "'mcp.corp.example' resolves to 169.254.169.254 (cloud metadata, 169.254.169.254/32).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "10.0.0.7,169.254.7.7", "'mcp.corp.example' resolves to 169.254.7.7 (link-local, 169.254.0.0/16).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "10.0.0.7,127.0.0.1,169.254.169.254", "'mcp.corp.example' resolves to 169.254.169.254 (cloud metadata, 169.254.169.254/32).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "10.0.0.7,168.63.129.16", "'mcp.corp.example' resolves to 168.63.129.16 (Azure platform address, 168.63.129.16/32).")]
    [InlineData("http://mcp.corp.example", "http://mcp.corp.example/mcp", "10.0.0.7,::ffff:169.254.169.254", "'mcp.corp.example' resolves to ::ffff:169.254.169.254 (cloud metadata, 169.254.169.254/32).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "fd00:ec2::254%3", "'mcp.corp.example' resolves to fd00:ec2::254 (cloud metadata, fd00:ec2::254/128).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "fd20:ce::254%3", "'mcp.corp.example' resolves to fd20:ce::254 (cloud metadata, fd20:ce::254/128).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "fe80::1%3", "'mcp.corp.example' resolves to fe80::1 (link-local, fe80::/10).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "fd00:ec2::23", "'mcp.corp.example' resolves to fd00:ec2::23 (cloud metadata, fd00:ec2::23/128).")]
    [InlineData("fc00::/7", "https://mcp.corp.example/mcp", "fd00:c1::a9fe:a9fe", "'mcp.corp.example' resolves to fd00:c1::a9fe:a9fe (cloud metadata, fd00:c1::a9fe:a9fe/128).")]
    [InlineData("fc00::/7", "https://mcp.corp.example/mcp", "fd00:42::42", "'mcp.corp.example' resolves to fd00:42::42 (cloud metadata, fd00:42::42/128).")]
    [InlineData("fc00::/7", "https://mcp.corp.example/mcp", "fd00:a9fe:a9fe::1", "'mcp.corp.example' resolves to fd00:a9fe:a9fe::1 (cloud metadata, fd00:a9fe:a9fe::1/128).")]
    [InlineData("fd00:ec2::/64", "https://[fd00:ec2::254%3]/mcp", "", "'[fd00:ec2::254]' resolves to fd00:ec2::254 (cloud metadata, fd00:ec2::254/128).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "168.63.129.16", "'mcp.corp.example' resolves to 168.63.129.16 (Azure platform address, 168.63.129.16/32).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "fd00:ec2::254", "'mcp.corp.example' resolves to fd00:ec2::254 (cloud metadata, fd00:ec2::254/128).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "100.100.100.200", "'mcp.corp.example' resolves to 100.100.100.200 (cloud metadata, 100.100.100.200/32).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "fd20:ce::254", "'mcp.corp.example' resolves to fd20:ce::254 (cloud metadata, fd20:ce::254/128).")]
    [InlineData("fd00:ec2::/64", "https://[fd00:ec2::254]/mcp", "", "'[fd00:ec2::254]' resolves to fd00:ec2::254 (cloud metadata, fd00:ec2::254/128).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "127.0.0.1", "'mcp.corp.example' resolves to 127.0.0.1 (loopback, 127.0.0.0/8).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "fe80::1", "'mcp.corp.example' resolves to fe80::1 (link-local, fe80::/10).")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/mcp", "::ffff:127.0.0.1", "'mcp.corp.example' resolves to ::ffff:127.0.0.1 (loopback, 127.0.0.0/8).")]
    public async Task CheckAsync_OfAnyOtherHostOrAddress_IsStillRefused(string entry, string url, string addresses, string found) =>
        Assert.Equal(
            $"{found} Accepted: https to a public address, what the setting FuncGateway:InternalUpstreams lists.",
            await Guard(entry, addresses).CheckAsync(new Uri(url), CancellationToken.None));

    [Theory]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/")]
    [InlineData("http://mcp.corp.example", "http://mcp.corp.example/")]
    [InlineData("http://10.0.0.0/8", "http://mcp.example.com/")]
    [InlineData("mcp.corp.example", "https://mcp.corp.example/", "fd00:ec2::254%3")]
    [InlineData("http://fc00::/7", "http://[fd00:ec2::254%3]/", "")]
    public async Task ConnectAsync_WhenTheNameHasMovedToARefusedAddress_IsRefused(string entry, string url, string addresses = "169.254.169.254")
    {
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = Guard(entry, addresses).ConnectAsync, UseProxy = false });

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri(url)));

        Assert.Contains("Accepted: https to a public address", (failure.InnerException ?? failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutInternal_ForWebhooks_AcceptsNothingThatIsListed()
    {
        var guard = Guard("http://10.0.0.0/8", "10.0.0.7").WithoutInternal();

        Assert.Equal("'mcp.example.com' resolves to 10.0.0.7 (private, 10.0.0.0/8). Accepted: https to a public address.", await guard.CheckAsync(new Uri("https://mcp.example.com/"), CancellationToken.None));
    }

    [Theory]
    [InlineData("mcp.corp.example")]
    [InlineData("http://*.corp.example")]
    [InlineData("*.internal")]
    [InlineData("10.0.0.0/8")]
    [InlineData("http://100.100.0.0/16")]
    [InlineData("192.168.1.7")]
    [InlineData("fd12:3456::/48")]
    public void CheckInternal_OfAnEntry_IsFine(string entry) => Assert.Null(UpstreamAddressGuard.CheckInternal(entry));

    [Theory]
    [InlineData("*", "its host is neither a name nor a range of addresses")]
    [InlineData("*.", "it names no host")]
    [InlineData("a.*.example", "its host is neither a name nor a range of addresses")]
    [InlineData("https://mcp.corp.example", "its host is neither a name nor a range of addresses")]
    [InlineData("mcp.corp.example:8080", "its host is neither a name nor a range of addresses")]
    [InlineData("http://mcp.corp.example/mcp", "its host is neither a name nor a range of addresses")]
    [InlineData("10.40.0.0/33", "its host is neither a name nor a range of addresses")]
    [InlineData("localhost", "it is loopback, which only the setting AllowLoopbackUpstreams allows")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0 is not inside 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16, fc00::/7")]
    [InlineData("8.0.0.0/5", "8.0.0.0/5 is not inside 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16, fc00::/7")]
    [InlineData("127.0.0.0/8", "127.0.0.0/8 is not inside 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16, fc00::/7")]
    [InlineData("169.254.169.254", "169.254.169.254/32 is not inside 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16, fc00::/7")]
    [InlineData("fd12:3456::7%1", "its address has a scope id ('%1'); write fd12:3456::7")]
    [InlineData("http://fd12:3456::%eth0/64", "its address has a scope id ('%eth0'); write fd12:3456::/64")]
    [InlineData("fd00:ec2::254%1", "fd00:ec2::254 is a metadata address, which is refused whatever is listed")]
    [InlineData("fd00:ec2::23", "fd00:ec2::23 is a metadata address, which is refused whatever is listed")]
    [InlineData("100.100.100.200", "100.100.100.200 is a metadata address, which is refused whatever is listed")]
    [InlineData("fe80::1%1", "fe80::1/128 is not inside 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16, fc00::/7")]
    [InlineData("corp%1.example", "its host is neither a name nor a range of addresses")]
    [InlineData("::ffff:10.0.0.0/104", "it is IPv4 written as IPv6; write 10.0.0.0/8")]
    [InlineData("::ffff:10.0.0.1", "it is IPv4 written as IPv6; write 10.0.0.1")]
    [InlineData("::ffff:8.8.8.8", "8.8.8.8/32 is not inside 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16, fc00::/7")]
    [InlineData("::ffff:100.100.100.200", "100.100.100.200 is a metadata address, which is refused whatever is listed")]
    [InlineData("::ffff:0.0.0.0/95", "::fffe:0:0/95 is not inside 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16, fc00::/7")]
    public void CheckInternal_OfAnythingElse_SaysWhyAndWhatIsAccepted(string entry, string problem) =>
        Assert.Equal($"{problem}. {InternalUpstream.Accepted}.", UpstreamAddressGuard.CheckInternal(entry));

    private static UpstreamAddressGuard Guard(string entry, string addresses)
    {
        var options = new GatewayOptions();
        options.InternalUpstreams.Add(entry);
        return new(Options.Create(options), (_, _) => Task.FromResult(addresses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray()));
    }
}
