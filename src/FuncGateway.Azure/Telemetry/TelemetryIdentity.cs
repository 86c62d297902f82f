using Azure.Core;

namespace FuncGateway.Azure.Telemetry;

/// <summary>The identity used for Application Insights, in the platform's notation: <c>ClientId=…;Authorization=AAD</c>.</summary>
/// <param name="ClientId">Client id of a user-assigned identity; null for the identity of the process.</param>
internal sealed record TelemetryIdentity(string? ClientId)
{
    /// <summary>Returns null if the setting is absent.</summary>
    /// <exception cref="ArgumentException">The text has another format.</exception>
    public static TelemetryIdentity? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).ToArray();
        var asksForEntra = parts.Any(part => Is(part, "Authorization") && part[1].Equals("AAD", StringComparison.OrdinalIgnoreCase));
        if (!asksForEntra || !parts.All(part => Is(part, "Authorization") || Is(part, "ClientId")))
        {
            // The message does not repeat the text, which may be a key entered by mistake.
            throw new ArgumentException($"{TelemetryOptions.AuthenticationSetting} has an unknown format; 'Authorization=AAD' and 'ClientId=<id>;Authorization=AAD' are accepted.", nameof(text));
        }

        return new TelemetryIdentity(parts.FirstOrDefault(part => Is(part, "ClientId"))?[1] is { Length: > 0 } id ? id : null);
    }

    public TokenCredential ToCredential() => ProcessIdentity.Of(ClientId);

    private static bool Is(string[] part, string name) => part.Length == 2 && part[0].Equals(name, StringComparison.OrdinalIgnoreCase);
}
