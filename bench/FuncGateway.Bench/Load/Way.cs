using System.Text;

namespace FuncGateway.Bench.Load;

/// <summary>One way to the upstream: an address and the very bytes that are sent to it again and again.</summary>
public sealed record Way(string Name, Uri Url, byte[] Request)
{
    public static Way Of(string name, Uri url, string body, string? token = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = $"POST {url.AbsolutePath} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n" +
            (token is null ? "" : $"Authorization: Bearer {token}\r\n") + $"Content-Length: {bytes.Length}\r\n\r\n";
        return new Way(name, url, [.. Encoding.ASCII.GetBytes(head), .. bytes]);
    }
}
