using System.Text.Json;

namespace FuncGateway.Admin.Http;

/// <summary>The names of the fields in a request's body, for the audit entry. Never the values, which may be credentials.</summary>
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

                // Two levels are enough to name a header or a tool; deeper names are arbitrary and are left out.
                if (json.CurrentDepth == 2)
                {
                    json.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The body is not valid JSON, so the request is refused. The names read so far are kept.
        }

        return new SentFields(names);
    }
}
