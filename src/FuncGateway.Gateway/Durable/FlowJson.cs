using System.Text.Json;

namespace FuncGateway.Gateway.Durable;

/// <summary>How inputs, events and results of flows and activities are written. One form for whoever writes and whoever reads.</summary>
public static class FlowJson
{
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), JsonSerializerOptions.Web);

    /// <exception cref="JsonException">The text is not what <typeparamref name="T"/> is written as.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web) ?? throw new JsonException($"Found null; a {typeof(T).Name} is accepted.");
}
