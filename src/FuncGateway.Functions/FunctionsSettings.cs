using FuncGateway.Azure.Secrets;
using FuncGateway.Azure.Storage;
using FuncGateway.Azure.Telemetry;
using FuncGateway.Core;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Hosting;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Functions;

/// <summary>The settings that are needed to register services: storage account, vault, identity and telemetry.</summary>
public sealed class FunctionsSettings(IConfiguration configuration)
{
    /// <summary>The vault from which <c>@secret:NAME</c> is read. Without one, it is read from <c>FuncGateway:Secrets:NAME</c>.</summary>
    public const string KeyVaultUri = $"{GatewayOptions.Section}:KeyVaultUri";

    /// <summary>Name of the key in the vault that signs checkpoints of the audit log. Without one, none are written.</summary>
    public const string CheckpointKeyName = $"{CheckpointOptions.Section}:{nameof(CheckpointOptions.CheckpointKeyName)}";

    /// <summary>Name of the app in Azure; not set elsewhere.</summary>
    public const string SiteName = "WEBSITE_SITE_NAME";

    /// <summary>Host and port of the app, in Azure and under <c>func start</c>.</summary>
    public const string HostName = "WEBSITE_HOSTNAME";

    public StorageOptions ReadStorage() => HostSettings.ReadStorage(configuration);

    /// <summary>Returns null if the secrets are in the settings.</summary>
    public KeyVaultOptions? FindVault() => configuration.Find(KeyVaultUri) is { } vault
        ? new KeyVaultOptions { VaultUri = new Uri(vault, UriKind.RelativeOrAbsolute), ClientId = configuration.Find(HostSettings.ClientId) }
        : null;

    public ToolsAddress ReadAddress() => new(configuration.Find(HostName));

    /// <summary>Returns null if no checkpoints are written.</summary>
    public string? FindCheckpointKey() => configuration.Find(CheckpointKeyName);

    public TelemetryOptions ReadTelemetry() => HostSettings.ReadTelemetry(configuration, configuration.Find(SiteName));
}
