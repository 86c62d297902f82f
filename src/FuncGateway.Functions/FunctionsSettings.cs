using FuncGateway.Azure.Secrets;
using FuncGateway.Azure.Storage;
using FuncGateway.Azure.Telemetry;
using FuncGateway.Core;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Functions;

/// <summary>The settings that are needed to register services: storage account, vault, identity and telemetry.</summary>
public sealed class FunctionsSettings(IConfiguration configuration)
{
    /// <summary>The storage account of the function app: connection string, or account name and identity.</summary>
    public const string Storage = "AzureWebJobsStorage";

    /// <summary>Prefix of every table name.</summary>
    public const string TablePrefix = $"{GatewayOptions.Section}:TablePrefix";

    /// <summary>The vault from which <c>@secret:NAME</c> is read. Without one, it is read from <c>FuncGateway:Secrets:NAME</c>.</summary>
    public const string KeyVaultUri = $"{GatewayOptions.Section}:KeyVaultUri";

    /// <summary>Client id of the user-assigned identity for storage and vault.</summary>
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

    /// <summary>Returns null if the secrets are in the settings.</summary>
    public KeyVaultOptions? FindVault() => Find(KeyVaultUri) is { } vault
        ? new KeyVaultOptions { VaultUri = new Uri(vault, UriKind.RelativeOrAbsolute), ClientId = Find(ClientId) }
        : null;

    /// <summary>Reads where telemetry is sent, from the platform's own settings, which the host uses too.</summary>
    public TelemetryOptions ReadTelemetry() => new()
    {
        OtlpEndpoint = Find(TelemetryOptions.OtlpEndpointSetting),
        ConnectionString = Find(TelemetryOptions.ConnectionStringSetting),
        Authentication = Find(TelemetryOptions.AuthenticationSetting),
        ServiceName = Find(TelemetryOptions.ServiceNameSetting) ?? Find(SiteName),
    };

    // An empty setting counts as absent, so that samples can list settings without a value.
    private string? Find(string key) => configuration[key] is { Length: > 0 } value ? value : null;
}
