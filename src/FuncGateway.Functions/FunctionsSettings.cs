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

    /// <summary>The vault of the secrets that servers may name, if it is another one.</summary>
    public const string UpstreamKeyVaultUri = $"{GatewayOptions.Section}:UpstreamKeyVaultUri";

    /// <summary>Name of the key in the vault that signs checkpoints of the audit log. Without one, none are written.</summary>
    public const string CheckpointKeyName = $"{CheckpointOptions.Section}:{nameof(CheckpointOptions.CheckpointKeyName)}";

    /// <summary>Name of the app in Azure; not set elsewhere.</summary>
    public const string SiteName = "WEBSITE_SITE_NAME";

    /// <summary>Host and port of the app, in Azure and under <c>func start</c>.</summary>
    public const string HostName = "WEBSITE_HOSTNAME";

    public StorageOptions ReadStorage() => HostSettings.ReadStorage(configuration);

    /// <summary>Returns null if the secrets are in the settings.</summary>
    /// <exception cref="ArgumentException">A setting is not an https address, or only the vault of the servers' secrets is set.</exception>
    public KeyVaultOptions? FindVault() => (FindUri(KeyVaultUri), FindUri(UpstreamKeyVaultUri)) switch
    {
        (null, null) => null,
        (null, _) => throw new ArgumentException($"{UpstreamKeyVaultUri} is set without {KeyVaultUri}, so the gateway's own keys would have no vault. Set both, or {KeyVaultUri} alone if all secrets are in one vault."),
        var (own, upstream) => new KeyVaultOptions { VaultUri = own, UpstreamVaultUri = upstream, ClientId = configuration.Find(HostSettings.ClientId) },
    };

    public ToolsAddress ReadAddress() => new(configuration.Find(HostName));

    /// <summary>Returns null if no checkpoints are written.</summary>
    public string? FindCheckpointKey() => configuration.Find(CheckpointKeyName);

    public TelemetryOptions ReadTelemetry() => HostSettings.ReadTelemetry(configuration, configuration.Find(SiteName));

    private Uri? FindUri(string setting) => configuration.Find(setting) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps => uri,
        var text => throw new ArgumentException($"{setting} is '{text}'; an address such as https://my-vault.vault.azure.net is accepted."),
    };
}
