using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using FuncGateway.Azure.Access;
using FuncGateway.Azure.Approvals;
using FuncGateway.Azure.Audit;
using FuncGateway.Azure.Policies;
using FuncGateway.Azure.Servers;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Azure;

public static class StorageRegistration
{
    /// <summary>Registers the stores on Table Storage. The account is not contacted before the first use of a table.</summary>
    /// <exception cref="ArgumentException">The options name no account, two accounts, or an invalid one.</exception>
    public static IServiceCollection AddTables(this IServiceCollection services, StorageOptions options)
    {
        if (options.Check() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => CreateClient(options));
        services.AddSingleton(provider => new Tables(provider.GetRequiredService<TableServiceClient>(), options.TablePrefix));
        services.AddSingleton<IGrantStore, TableGrantStore>();
        services.AddSingleton<IServerStore, TableServerStore>();
        services.AddSingleton<IPolicyStore, TablePolicyStore>();
        services.AddSingleton<IAuditStore, TableAuditStore>();
        services.AddSingleton<IApprovalStore, TableApprovalStore>();
        services.AddSingleton<IStoreHealth, TableHealth>();
        return services;
    }

    private static TableServiceClient CreateClient(StorageOptions options) => string.IsNullOrEmpty(options.ConnectionString)
        ? new(new Uri($"https://{options.AccountName}.table.core.windows.net"), Credential(options), ClientOptions())
        : new(options.ConnectionString, ClientOptions());

    private static DefaultAzureCredential Credential(StorageOptions options) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = string.IsNullOrEmpty(options.ClientId) ? null : options.ClientId });

    // A caller is waiting, so only a few short attempts before the call is refused.
    private static TableClientOptions ClientOptions() => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 2,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(1),
            NetworkTimeout = TimeSpan.FromSeconds(3),
        },
    };
}
