using Azure.Core;
using Azure.Identity;

namespace FuncGateway.Azure.Telemetry;

/// <summary>Who sends to Application Insights, as the platform writes it: <c>ClientId=…;Authorization=AAD</c>.</summary>
/// <param name="ClientId">Of a user-assigned identity; null is the one of the process.</param>
internal sealed record TelemetryIdentity(string? ClientId)
{
    /// <summary>Null when none is asked for.</summary>
    /// <exception cref="ArgumentException">The text is of another form.</exception>
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
            // Not repeated: whoever gets this wrong may have put a key there.
            throw new ArgumentException($"{TelemetryOptions.AuthenticationSetting} is of another form; 'Authorization=AAD' and 'ClientId=<id>;Authorization=AAD' are accepted.", nameof(text));
        }

        return new TelemetryIdentity(parts.FirstOrDefault(part => Is(part, "ClientId"))?[1] is { Length: > 0 } id ? id : null);
    }

    public TokenCredential ToCredential() => new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = ClientId });

    private static bool Is(string[] part, string name) => part.Length == 2 && part[0].Equals(name, StringComparison.OrdinalIgnoreCase);
}
