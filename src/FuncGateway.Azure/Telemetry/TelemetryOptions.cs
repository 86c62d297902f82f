namespace FuncGateway.Azure.Telemetry;

/// <summary>Where telemetry goes, as the host read it. Nothing set: nowhere.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Of the host's settings. Its fellows (<c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>…_HEADERS</c>, <c>…_TIMEOUT</c>) are read by the exporter itself.</summary>
    public const string OtlpEndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string ConnectionStringSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public const string AuthenticationSetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public const string ServiceNameSetting = "OTEL_SERVICE_NAME";

    public const string DefaultServiceName = "FuncGateway";

    /// <summary>Base address of a collector: <c>http://127.0.0.1:4317</c>.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>Of the Application Insights resource.</summary>
    public string? ConnectionString { get; init; }

    /// <summary><c>Authorization=AAD</c>, or <c>ClientId=…;Authorization=AAD</c> for a user-assigned identity. Without it the key in the connection string is enough.</summary>
    public string? Authentication { get; init; }

    public string? ServiceName { get; init; }

    public bool SendsOtlp => !string.IsNullOrEmpty(OtlpEndpoint);

    public bool SendsToAzure => !string.IsNullOrEmpty(ConnectionString);
}
