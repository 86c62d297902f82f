using System.Text;

namespace FuncGateway.Testing.Upstreams;

/// <summary>A request exactly as received.</summary>
/// <param name="Target">Path and query, such as "/mcp?x=1".</param>
/// <param name="Headers">In the order received; a repeated name occurs several times.</param>
/// <param name="Body">The complete body.</param>
/// <param name="HungUp">Completes if the client disconnects before the response has ended.</param>
public sealed record RecordedRequest(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body, Task HungUp)
{
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <returns>The value of the header, several joined with ", ", or null if there is none.</returns>
    public string? Header(string name)
    {
        var values = Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();
        return values.Length == 0 ? null : string.Join(", ", values);
    }
}
