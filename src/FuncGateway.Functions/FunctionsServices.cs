using FuncGateway.Azure;
using FuncGateway.Azure.Secrets;
using FuncGateway.Azure.Telemetry;
using FuncGateway.Core.Durable;
using FuncGateway.Core.Secrets;
using FuncGateway.Functions.Durable;
using FuncGateway.Functions.Http;
using FuncGateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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
        var settings = new FunctionsSettings(configuration);
        services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = MaxTransportBytes);
        services.AddTelemetry(settings.ReadTelemetry());
        services.AddFuncGateway().AddTables(settings.ReadStorage());
        services.AddSingleton<RequestDelegate>(provider => provider.GetRequiredService<GatewayPipeline>().HandleAsync);
        services.AddSingleton<HttpEntry>();
        return services.AddSecrets(settings.FindVault(), configuration).AddDurableClients();
    }

    // The worker's part registers a tracer provider in any case, so it is left out where telemetry has no destination.
    private static void AddTelemetry(this IServiceCollection services, TelemetryOptions telemetry)
    {
        if (telemetry.SendsOtlp || telemetry.SendsToAzure)
        {
            services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
            services.AddGatewayTelemetry(telemetry);
        }
    }

    private static IServiceCollection AddSecrets(this IServiceCollection services, KeyVaultOptions? vault, IConfiguration configuration) => vault is null
        ? services.AddSingleton<ISecretSource>(new ConfigurationSecretSource(key => configuration[key]))
        : services.AddKeyVaultSecrets(vault);

    private static IServiceCollection AddDurableClients(this IServiceCollection services)
    {
        services.AddSingleton<DurableClientSource>();
        return services.AddSingleton<IDurableClients>(provider => provider.GetRequiredService<DurableClientSource>());
    }
}
