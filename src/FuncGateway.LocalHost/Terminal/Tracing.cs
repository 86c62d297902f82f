namespace FuncGateway.LocalHost.Terminal;

/// <summary>Whether exceptions are shown with their traces, and every log message as it is.</summary>
internal static class Tracing
{
    public const string Variable = "FUNCGATEWAY_TRACE";

    /// <summary>Set for the whole process.</summary>
    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } and not "0";

    /// <param name="settings">As on the command line. Log level Debug and below shows everything too.</param>
    public static bool IsOnWith(IEnumerable<string> settings) => IsOn || settings.Any(setting =>
        setting.Equals("--Logging:LogLevel:Default=Debug", StringComparison.OrdinalIgnoreCase) || setting.Equals("--Logging:LogLevel:Default=Trace", StringComparison.OrdinalIgnoreCase));
}
