using FuncGateway.Admin.Settings;
using FuncGateway.Azure;
using FuncGateway.Azure.Audit.Checkpoints;
using FuncGateway.Azure.Secrets;
using FuncGateway.Azure.Telemetry;
using FuncGateway.Core;
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
using Microsoft.Extensions.Options;

namespace FuncGateway.Functions;

/// <summary>Registers the services of the function app: the gateway, its stores and the platform's durable client.</summary>
public static class FunctionsServices
{
    /// <summary>
    /// Maximum body size accepted by the worker. Above it the platform answers a bare 500, so it is well above the largest
    /// <c>MaxBodyBytes</c>, and the gateway answers 413 first.
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
        services.AddSingleton<IOwnAddress>(settings.ReadAddress());
        services.AddFuncGateway(HostKind.Functions).AddTables(settings.ReadStorage()).AddCheckpointStorage(settings.ReadStorage());
        services.AddSingleton<IValidateOptions<GatewayOptions>>(new StreamLifetimeCheck(FunctionTimeout.Read(configuration)));
        services.AddSingleton<IValidateOptions<GatewayOptions>>(new HostNameCheck(configuration));
        services.AddSingleton<RequestDelegate>(provider => provider.GetRequiredService<GatewayPipeline>().HandleAsync);
        services.AddSingleton<HttpEntry>();
        return services.AddSecrets(settings.FindVault(), configuration).AddCheckpointKey(settings).AddDurableClients();
    }

    // The worker filters by its own log levels before the host applies those of host.json. Information messages of the frameworks repeat paths and
    // headers of requests. Inserted first, so that levels in the app's settings take precedence.
    private static void FilterLogs(LoggerFilterOptions logs)
    {
        logs.MinLevel = LogLevel.Warning;
        logs.Rules.Insert(0, new LoggerFilterRule(null, GatewayTelemetry.Name, LogLevel.Information, null));
    }

    // The worker's defaults always register a tracer provider, so they are added only if telemetry has a destination.
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
        : services.AddKeyVaultSecrets(vault).AddCheckedSecrets<VaultsSecretSource>();

    private static IServiceCollection AddCheckpointKey(this IServiceCollection services, FunctionsSettings settings) => settings.FindCheckpointKey() is { } name
        ? services.AddKeyVaultCheckpointKey(settings.FindVault() ?? new KeyVaultOptions(), name)
        : services;

    private static IServiceCollection AddDurableClients(this IServiceCollection services)
    {
        services.AddSingleton<BoundDurableClientSource>();
        return services.AddSingleton<IDurableClientSource>(provider => provider.GetRequiredService<BoundDurableClientSource>());
    }
}
