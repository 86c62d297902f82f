using FuncGateway.Azure;
using FuncGateway.Azure.Secrets;
using FuncGateway.Azure.Telemetry;
using FuncGateway.Core.Durable;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Telemetry;
using FuncGateway.Functions.Durable;
using FuncGateway.Functions.Http;
using FuncGateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Functions;

/// <summary>What the function app is made of: the gateway, its stores, and the durable engine of the platform.</summary>
public static class FunctionsServices
{
    /// <summary>
    /// Longest body the worker lets in. Above it the platform answers a bare 500, so it stands well over the longest
    /// <c>MaxBodyBytes</c>: the gateway answers its own 413 first.
    /// </summary>
    public const long MaxTransportBytes = 32_000_000;

    public static void AddFunctionsHost(this FunctionsApplicationBuilder builder)
    {
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<InvocationScope>();
        builder.Services.AddFunctionsHost(builder.Configuration);
    }

    public static IServiceCollection AddFunctionsHost(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = new FunctionsSettings(configuration);
        services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = MaxTransportBytes);
        services.Configure<LoggerFilterOptions>(FilterLogs);
        services.AddTelemetry(settings.ReadTelemetry());
        services.AddFuncGateway().AddTables(settings.ReadStorage());
        services.AddSingleton<RequestDelegate>(provider => provider.GetRequiredService<GatewayPipeline>().HandleAsync);
        services.AddSingleton<HttpEntry>();
        return services.AddSecrets(settings.FindVault(), configuration).AddDurableClients();
    }

    // The worker sends its lines to the host by its own levels; those of host.json come after. What the frameworks say at Information repeats paths and
    // headers of requests. First in the list: a level in the app's settings wins.
    private static void FilterLogs(LoggerFilterOptions logs)
    {
        logs.MinLevel = LogLevel.Warning;
        logs.Rules.Insert(0, new LoggerFilterRule(null, GatewayTelemetry.Name, LogLevel.Information, null));
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
