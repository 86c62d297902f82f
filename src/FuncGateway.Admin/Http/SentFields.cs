using System.Text.Json;

namespace FuncGateway.Admin.Http;

/// <summary>Which fields a request's body named, for the record of what was changed. Names only: values may be credentials.</summary>
internal sealed record SentFields(IReadOnlyList<string> Names)
{
    public static SentFields Of(ReadOnlySpan<byte> body)
    {
        var (names, parent) = (new List<string>(), "");
        var json = new Utf8JsonReader(body);
        try
        {
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                var name = json.GetString() ?? "";
                parent = json.CurrentDepth == 1 ? name : parent;
                names.Add(json.CurrentDepth == 1 ? name : $"{parent}/{name}");

                // Two levels tell which header or which tool; below that, a name may be anything.
                if (json.CurrentDepth == 2)
                {
                    json.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON: the request is refused, and what was read so far is what it named.
        }

        return new SentFields(names);
    }
}
