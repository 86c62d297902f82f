using Azure.Storage.Blobs;
using FuncGateway.Azure.Storage;
using FuncGateway.Core.Audit.Checkpoints;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Azure.Audit.Checkpoints;

public static class CheckpointStorageRegistration
{
    /// <summary>Registers the store of checkpoints on Blob Storage, in the account of the tables. The account is not contacted before the first use.</summary>
    /// <exception cref="ArgumentException">The options name no account, two accounts, or an invalid one.</exception>
    public static IServiceCollection AddCheckpointStorage(this IServiceCollection services, StorageOptions options)
    {
        if (options.Check() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        return services.AddSingleton<ICheckpointStore>(_ => new BlobCheckpointStore(CreateClient(options), options.TablePrefix));
    }

    internal static BlobServiceClient CreateClient(StorageOptions options)
    {
        var client = new BlobClientOptions().WithShortRetries();
        return string.IsNullOrEmpty(options.ConnectionString)
            ? new(new Uri($"https://{options.AccountName}.blob.core.windows.net"), ProcessIdentity.Of(options.ClientId), client)
            : new(options.ConnectionString, client);
    }
}
