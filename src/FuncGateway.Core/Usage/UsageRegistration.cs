using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Usage;

internal static class UsageRegistration
{
    /// <summary>Registers the counts of requests and what reads them. The host adds the store.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<UsageOptions>>().Value);
        services.TryAddSingleton<UsageCounts>();
        services.TryAddSingleton<UsageReader>();
        services.TryAddSingleton<CounterReader>();
        services.AddSingleton<IRetention, UsageRetention>();
        return services.AddHostedService<UsageWriter>();
    }
}
