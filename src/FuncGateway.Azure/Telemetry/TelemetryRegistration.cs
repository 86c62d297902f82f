using Azure.Monitor.OpenTelemetry.Exporter;
using FuncGateway.Core.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FuncGateway.Azure.Telemetry;

public static class TelemetryRegistration
{
    private const string Requests = "Microsoft.AspNetCore.Hosting";
    private const string Connections = "System.Net.Http";

    /// <summary>
    /// Exports traces, metrics and logs of the gateway to the configured destinations; does nothing if there are none. HTTP instrumentation is not added,
    /// because its spans repeat request data, which contains tokens.
    /// </summary>
    /// <exception cref="ArgumentException">The endpoint is not a URL, or the authentication has an unknown format.</exception>
    public static IServiceCollection AddGatewayTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        if (!options.SendsOtlp && !options.SendsToAzure)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(options.ServiceName is { Length: > 0 } name ? name : TelemetryOptions.DefaultServiceName))
            .WithTracing(tracing => tracing.AddSource(GatewayTelemetry.Name))
            .WithMetrics(AddMetrics)
            .WithLogging(logging => logging.AddProcessor(new ExceptionRedactionProcessor()), logs => logs.IncludeFormattedMessage = true);
        services.AddLogging(FilterLogs);
        return services.SendTo(telemetry, options);
    }

    private static void AddMetrics(MeterProviderBuilder metrics) => metrics
        .AddMeter(GatewayTelemetry.Name, Requests, Connections)
        .AddView(instrument => instrument.Meter.Name is Requests or Connections && !instrument.Name.EndsWith(".request.duration", StringComparison.Ordinal)
            ? MetricStreamConfiguration.Drop
            : null);

    // Information messages of the frameworks repeat paths, queries and headers of requests. So do scopes, which are excluded by default.
    private static void FilterLogs(ILoggingBuilder logging) => logging
        .AddFilter<OpenTelemetryLoggerProvider>(null, LogLevel.Warning)
        .AddFilter<OpenTelemetryLoggerProvider>(GatewayTelemetry.Name, LogLevel.Information);

    private static IServiceCollection SendTo(this IServiceCollection services, OpenTelemetryBuilder telemetry, TelemetryOptions options)
    {
        if (options.SendsOtlp)
        {
            if (!Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            {
                throw new ArgumentException($"{TelemetryOptions.OtlpEndpointSetting} is '{options.OtlpEndpoint}'; an address such as http://127.0.0.1:4317 is accepted.", nameof(options));
            }

            telemetry.UseOtlpExporter();
        }

        if (options.SendsToAzure)
        {
            var identity = TelemetryIdentity.Parse(options.Authentication);
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = options.ConnectionString;
                exporter.Credential = identity?.ToCredential();
                // Errors are exported even if their trace was not sampled. Live metrics are off, because they would be another channel for data to leave.
                exporter.EnableTraceBasedLogsSampler = false;
                exporter.EnableLiveMetrics = false;
                // Telemetry that could not be sent is not stored on disk.
                exporter.DisableOfflineStorage = true;
            });
        }

        return services;
    }
}
