using System.Text;

namespace FuncGateway.Testing.Upstreams;

/// <summary>A request exactly as it arrived.</summary>
/// <param name="Target">Path and query: "/mcp?x=1".</param>
/// <param name="Headers">In the order they came; a name that came more than once is there as often.</param>
/// <param name="Body">Every byte of it.</param>
/// <param name="HungUp">Completes when the sender drops the connection before the answer has ended.</param>
public sealed record RecordedRequest(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body, Task HungUp)
{
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <returns>The header's value, several joined with ", "; null when it did not come.</returns>
    public string? Header(string name)
    {
        var values = Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();
        return values.Length == 0 ? null : string.Join(", ", values);
    }
}
