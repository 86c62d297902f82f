using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Azure.Durable;

public static class DurableRegistration
{
    /// <summary>The table that the local runtime keeps its entities in. Needs a <see cref="TableServiceClient"/>.</summary>
    public static IServiceCollection AddEntityTable(this IServiceCollection services, string tablePrefix) =>
        services.AddSingleton(provider => new EntityTable(provider.GetRequiredService<TableServiceClient>(), tablePrefix));
}
