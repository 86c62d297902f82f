using System.Security.Cryptography;
using System.Text;
using FuncGateway.Azure.Storage;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Derives the engine's options from the settings of a local host.</summary>
internal static class EngineSettings
{
    /// <exception cref="ArgumentException">The storage is not set by a connection string.</exception>
    public static EngineOptions Read(IConfiguration configuration, StorageOptions storage)
    {
        if (string.IsNullOrEmpty(storage.ConnectionString))
        {
            throw new ArgumentException("A local host needs AzureWebJobsStorage as a connection string, or UseDevelopmentStorage=true.");
        }

        // Queue and blob names are lower case, so without the hash, prefixes that differ only in case would share a hub.
        if (configuration["TASKHUB_NAME"] is { Length: > 0 } hub)
        {
            return new EngineOptions(storage.ConnectionString, hub, WorkerOf(configuration));
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(storage.TablePrefix)))[..8];
        var name = storage.TablePrefix.ToLowerInvariant();
        return new EngineOptions(storage.ConnectionString, $"{name[..Math.Min(name.Length, 20)]}{hash}", WorkerOf(configuration));
    }

    private static string WorkerOf(IConfiguration configuration)
    {
        var folder = Path.GetFullPath(configuration["FuncGateway:DataFolder"] ?? ".funcgateway");
        return "local-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];
    }
}
