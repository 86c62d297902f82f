namespace FuncGateway.Azure.Telemetry;

/// <summary>Where telemetry is sent. If nothing is set, none is sent.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Name of the setting. The exporter itself reads the related ones (<c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>…_HEADERS</c>, <c>…_TIMEOUT</c>).</summary>
    public const string OtlpEndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string ConnectionStringSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public const string AuthenticationSetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public const string ServiceNameSetting = "OTEL_SERVICE_NAME";

    public const string DefaultServiceName = "FuncGateway";

    /// <summary>Base address of a collector, such as <c>http://127.0.0.1:4317</c>.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>Connection string of the Application Insights resource.</summary>
    public string? ConnectionString { get; init; }

    /// <summary><c>Authorization=AAD</c>, or <c>ClientId=…;Authorization=AAD</c> for a user-assigned identity. If absent, the key in the connection string is used.</summary>
    public string? Authentication { get; init; }

    public string? ServiceName { get; init; }

    public bool SendsOtlp => !string.IsNullOrEmpty(OtlpEndpoint);

    public bool SendsToAzure => !string.IsNullOrEmpty(ConnectionString);
}
