using FuncGateway.Azure.Secrets;
using FuncGateway.Azure.Storage;
using FuncGateway.Azure.Telemetry;
using FuncGateway.Core;
using FuncGateway.Hosting;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Functions;

/// <summary>The settings that are needed to register services: storage account, vault, identity and telemetry.</summary>
public sealed class FunctionsSettings(IConfiguration configuration)
{
    /// <summary>The vault from which <c>@secret:NAME</c> is read. Without one, it is read from <c>FuncGateway:Secrets:NAME</c>.</summary>
    public const string KeyVaultUri = $"{GatewayOptions.Section}:KeyVaultUri";

    /// <summary>Name of the app in Azure; not set elsewhere.</summary>
    public const string SiteName = "WEBSITE_SITE_NAME";

    public StorageOptions ReadStorage() => HostSettings.ReadStorage(configuration);

    /// <summary>Returns null if the secrets are in the settings.</summary>
    public KeyVaultOptions? FindVault() => configuration.Find(KeyVaultUri) is { } vault
        ? new KeyVaultOptions { VaultUri = new Uri(vault, UriKind.RelativeOrAbsolute), ClientId = configuration.Find(HostSettings.ClientId) }
        : null;

    public TelemetryOptions ReadTelemetry() => HostSettings.ReadTelemetry(configuration, configuration.Find(SiteName));
}
