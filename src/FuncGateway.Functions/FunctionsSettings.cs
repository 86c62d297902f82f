using FuncGateway.Azure.Secrets;
using FuncGateway.Azure.Storage;
using FuncGateway.Azure.Telemetry;
using FuncGateway.Core;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Functions;

/// <summary>What the app reads from its settings before there are options: which account, which vault, as whom.</summary>
public sealed class FunctionsSettings(IConfiguration configuration)
{
    /// <summary>The account of the platform itself: connection string, or account name and identity.</summary>
    public const string Storage = "AzureWebJobsStorage";

    /// <summary>First part of every table's name.</summary>
    public const string TablePrefix = $"{GatewayOptions.Section}:TablePrefix";

    /// <summary>The vault that <c>@secret:NAME</c> is read from; without one, <c>FuncGateway:Secrets:NAME</c> is.</summary>
    public const string KeyVaultUri = $"{GatewayOptions.Section}:KeyVaultUri";

    /// <summary>Which user-assigned identity speaks to storage and vault.</summary>
    public const string ClientId = "AZURE_CLIENT_ID";

    /// <summary>Name of the app in Azure; not set elsewhere.</summary>
    public const string SiteName = "WEBSITE_SITE_NAME";

    public StorageOptions ReadStorage() => new()
    {
        ConnectionString = configuration[Storage],
        AccountName = configuration[$"{Storage}:accountName"],
        ClientId = Find($"{Storage}:clientId") ?? Find(ClientId),
        TablePrefix = Find(TablePrefix) ?? StorageOptions.DefaultTablePrefix,
    };

    /// <summary>Null when the secrets are in the settings.</summary>
    public KeyVaultOptions? FindVault() => Find(KeyVaultUri) is { } vault
        ? new KeyVaultOptions { VaultUri = new Uri(vault, UriKind.RelativeOrAbsolute), ClientId = Find(ClientId) }
        : null;

    /// <summary>Where telemetry goes: the platform's own settings, which its host follows too.</summary>
    public TelemetryOptions ReadTelemetry() => new()
    {
        OtlpEndpoint = Find(TelemetryOptions.OtlpEndpointSetting),
        ConnectionString = Find(TelemetryOptions.ConnectionStringSetting),
        Authentication = Find(TelemetryOptions.AuthenticationSetting),
        ServiceName = Find(TelemetryOptions.ServiceNameSetting) ?? Find(SiteName),
    };

    // An empty setting is one that is not set: that is how a sample shows what could be.
    private string? Find(string key) => configuration[key] is { Length: > 0 } value ? value : null;
}
