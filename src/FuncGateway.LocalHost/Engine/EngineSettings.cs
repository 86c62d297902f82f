using System.Security.Cryptography;
using System.Text;
using FuncGateway.Azure.Storage;
using FuncGateway.Hosting;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Derives the engine's options from the settings of a local host.</summary>
internal static class EngineSettings
{
    private const string HubSetting = "TASKHUB_NAME";

    /// <summary>Log levels of the engine, which logs every step at Information.</summary>
    public static IReadOnlyDictionary<string, string?> LogLevels { get; } = new Dictionary<string, string?>
    {
        ["Logging:LogLevel:DurableTask.AzureStorage"] = "Warning",
        ["Logging:LogLevel:DurableTask.Core"] = "Warning",
        ["Logging:LogLevel:Microsoft.DurableTask"] = "Warning",
    };

    /// <exception cref="ArgumentException">The storage is not set by a connection string, or the hub's name cannot be used.</exception>
    public static EngineOptions Read(IConfiguration configuration, StorageOptions storage)
    {
        if (string.IsNullOrEmpty(storage.ConnectionString))
        {
            throw new ArgumentException("A local host needs AzureWebJobsStorage as a connection string, or UseDevelopmentStorage=true.");
        }

        var hub = configuration.Find(HubSetting) ?? HubOf(storage.TablePrefix);
        if (hub.Length is < 3 or > 45 || !char.IsAsciiLetter(hub[0]) || !hub.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException($"{HubSetting} is '{hub}'. Accepted: 3 to 45 letters and digits, starting with a letter.");
        }

        return new EngineOptions(storage.ConnectionString, hub, LocalSettings.DataFolderOf(configuration));
    }

    // Queue and blob names are lower case, so without the hash, prefixes that differ only in case would share a hub.
    private static string HubOf(string tablePrefix)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tablePrefix)))[..8];
        var name = tablePrefix.ToLowerInvariant();
        return $"{name[..Math.Min(name.Length, 20)]}{hash}";
    }
}
