using System.Net;
using System.Net.Sockets;
using FuncGateway.Policies.Text;

namespace FuncGateway.LocalHost;

/// <summary>The ports that the gateway is told to listen on.</summary>
internal static class OwnPorts
{
    private const int MaxAnswerBytes = 4096;

    /// <summary>A gateway says what it is at its root.</summary>
    private const string ProductName = "\"name\":\"FuncGateway\"";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Fails if a port is taken. Kestrel would say so too, but only after the storage has been installed and started.</summary>
    /// <param name="urls">Separated by semicolons.</param>
    /// <exception cref="StartException">A port is taken.</exception>
    /// <exception cref="ArgumentException">An address cannot be read.</exception>
    public static async Task CheckAsync(string? urls, CancellationToken cancellationToken)
    {
        foreach (var address in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Parse).Where(address => address is { Port: > 0, IsUnixPipe: false, IsNamedPipe: false }))
        {
            if (IsTaken(address))
            {
                throw new StartException(await ExplainAsync(address, cancellationToken));
            }
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"'{VisibleText.Of(url)}' is not an address to listen on. Accepted: addresses such as {LocalHostApp.DefaultUrl}, separated by semicolons.", e);
        }
    }

    // A port of every interface is tried on the loopback one.
    private static bool IsTaken(BindingAddress address)
    {
        var ip = IPAddress.TryParse(address.Host, out var parsed) && !parsed.Equals(IPAddress.Any) && !parsed.Equals(IPAddress.IPv6Any) ? parsed : IPAddress.Loopback;
        using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(ip, address.Port));
            socket.Listen();
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }

    private static async Task<string> ExplainAsync(BindingAddress address, CancellationToken cancellationToken) =>
        $"Port {address.Port} is taken by {(await IsGatewayAsync(address.Port, cancellationToken) ? "another FuncGateway" : "another program")}. Stop it, or choose another port: --port {address.Port + 1}.";

    private static async Task<bool> IsGatewayAsync(int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = AnswerTimeout, MaxResponseContentBufferSize = MaxAnswerBytes };
        try
        {
            return (await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), cancellationToken)).Contains(ProductName, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
