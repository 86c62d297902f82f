using FuncGateway.Functions.Durable;
using FuncGateway.Functions.Http;
using FuncGateway.Gateway.Durable;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Functions;

/// <summary>What the function app is made of: the gateway, its stores, and the durable engine of the platform.</summary>
public static class FunctionsServices
{
    /// <summary>
    /// Longest body the worker lets in. Above it the platform answers a bare 500, so it stands well over the longest
    /// <c>MaxBodyBytes</c>: the gateway answers its own 413 first.
    /// </summary>
    public const long MaxTransportBytes = 32_000_000;

    public static IServiceCollection AddFunctionsHost(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = MaxTransportBytes);
        services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<HttpEntry>();
        return services.AddDurableEngine();
    }

    private static IServiceCollection AddDurableEngine(this IServiceCollection services)
    {
        services.AddSingleton<DurableClientSource>();
        services.AddSingleton<ICounters, DurableCounters>();
        services.AddSingleton<IFlows, DurableFlows>();
        services.AddSingleton<DurableCleaning>();
        return services;
    }
}
