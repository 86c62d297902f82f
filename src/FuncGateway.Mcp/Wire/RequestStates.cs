using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>Reads the <c>requestState</c> of an answer that needs input, and of the request that sends it back. A state that is not found in the answer is refused in the request.</summary>
internal static class RequestStates
{
    public static bool MayBeIn(ReadOnlySpan<byte> answer) => answer.IndexOf("\"requestState\""u8) >= 0;

    /// <summary>Returns <c>result.requestState</c>; null if it is not one string, because clients differ in which of several they read.</summary>
    public static string? Of(ReadOnlySpan<byte> answer)
    {
        var states = new List<string?>();
        var json = new Utf8JsonReader(answer, new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isResult = json.ValueTextEquals("result"u8);
                json.Read();
                if (isResult && json.TokenType == JsonTokenType.StartObject)
                {
                    AddStates(ref json, states);
                }
                else
                {
                    json.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Invalid JSON, or a string with half of a surrogate pair.
            return null;
        }

        return states is [var state] ? state : null;
    }

    /// <summary>Returns the text of a <c>requestState</c> that a client sent; null if it is not a string that every reader reads alike.</summary>
    public static string? Text(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType == JsonTokenType.String && !JsonText.HasBrokenSurrogate(reader.ValueSpan) ? reader.GetString() : null;
    }

    private static void AddStates(ref Utf8JsonReader json, List<string?> states)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isState = json.ValueTextEquals("requestState"u8);
            json.Read();
            if (isState)
            {
                states.Add(json.TokenType == JsonTokenType.String ? json.GetString() : null);
            }

            json.Skip();
        }
    }
}
