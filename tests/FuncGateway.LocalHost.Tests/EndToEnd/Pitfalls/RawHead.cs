namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>Status and headers of a response, as on the wire.</summary>
internal sealed record RawHead(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public static RawHead Parse(string text)
    {
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => KeyValuePair.Create(line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()));
        return new RawHead(int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), [.. headers]);
    }

    /// <returns>The value of the header, several joined with ", ", or null if there is none.</returns>
    public string? Header(string name)
    {
        var values = Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();
        return values.Length == 0 ? null : string.Join(", ", values);
    }
}
