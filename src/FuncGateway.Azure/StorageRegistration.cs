using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using FuncGateway.Azure.Access;
using FuncGateway.Azure.Approvals;
using FuncGateway.Azure.Audit;
using FuncGateway.Azure.Inventory;
using FuncGateway.Azure.Ownership;
using FuncGateway.Azure.Policies;
using FuncGateway.Azure.Recordings;
using FuncGateway.Azure.Servers;
using FuncGateway.Azure.Storage;
using FuncGateway.Azure.Usage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Ownership;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Usage;
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
        services.AddSingleton(provider => CreateClient(options, ClientOptions(provider.GetServices<HttpPipelinePolicy>())));
        services.AddSingleton(provider => new Tables(provider.GetRequiredService<TableServiceClient>(), options.TablePrefix));
        services.AddSingleton<IGrantStore, TableGrantStore>();
        services.AddSingleton<IFreezeStore, TableFreezeStore>();
        services.AddSingleton<IServerStore, TableServerStore>();
        services.AddSingleton<IPolicyStore, TablePolicyStore>();
        services.AddSingleton<IRecordingStore, TableRecordingStore>();
        services.AddSingleton<IInventoryStore, TableInventoryStore>();
        services.AddSingleton<IAuditStore, TableAuditStore>();
        services.AddSingleton<IVerificationStore, TableVerificationStore>();
        services.AddSingleton<IApprovalStore, TableApprovalStore>();
        services.AddSingleton<IOwnerStore, TableOwnerStore>();
        services.AddSingleton<IUsageStore, TableUsageStore>();
        services.AddSingleton<IStoreHealth, TableHealth>();
        return services;
    }

    private static TableServiceClient CreateClient(StorageOptions options, TableClientOptions client) => string.IsNullOrEmpty(options.ConnectionString)
        ? new(new Uri($"https://{options.AccountName}.table.core.windows.net"), ProcessIdentity.Of(options.ClientId), client)
        : new(options.ConnectionString, client);

    /// <param name="policies">Applied to every request. Tests register one that enforces the limits of the service on Azurite.</param>
    private static TableClientOptions ClientOptions(IEnumerable<HttpPipelinePolicy> policies)
    {
        var client = new TableClientOptions().WithShortRetries();
        foreach (var policy in policies)
        {
            client.AddPolicy(policy, HttpPipelinePosition.PerCall);
        }

        return client;
    }
}
