using FuncGateway.Azure.Storage;
using FuncGateway.Azure.Telemetry;
using FuncGateway.Core;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Hosting;

/// <summary>The settings that both hosts need to register services: storage account and telemetry.</summary>
public static class HostSettings
{
    /// <summary>The storage account: connection string, or account name and identity.</summary>
    public const string Storage = "AzureWebJobsStorage";

    /// <summary>Prefix of every table name.</summary>
    public const string TablePrefix = $"{GatewayOptions.Section}:TablePrefix";

    /// <summary>Client id of the user-assigned identity for storage and vault.</summary>
    public const string ClientId = "AZURE_CLIENT_ID";

    public static StorageOptions ReadStorage(IConfiguration configuration) => new()
    {
        ConnectionString = configuration.Find(Storage),
        AccountName = configuration.Find($"{Storage}:accountName"),
        ClientId = configuration.Find($"{Storage}:clientId") ?? configuration.Find(ClientId),
        TablePrefix = configuration.Find(TablePrefix) ?? StorageOptions.DefaultTablePrefix,
    };

    /// <summary>Reads where telemetry is sent, from the platform's own settings, which the Functions host uses too.</summary>
    /// <param name="siteName">Name of the app in Azure, used if no service name is set.</param>
    public static TelemetryOptions ReadTelemetry(IConfiguration configuration, string? siteName = null) => new()
    {
        OtlpEndpoint = configuration.Find(TelemetryOptions.OtlpEndpointSetting),
        ConnectionString = configuration.Find(TelemetryOptions.ConnectionStringSetting),
        Authentication = configuration.Find(TelemetryOptions.AuthenticationSetting),
        ServiceName = configuration.Find(TelemetryOptions.ServiceNameSetting) ?? siteName,
    };

    /// <summary>Returns a setting, or null if it is missing or empty: samples can list settings without a value.</summary>
    public static string? Find(this IConfiguration configuration, string key) => configuration[key] is { Length: > 0 } value ? value : null;
}
