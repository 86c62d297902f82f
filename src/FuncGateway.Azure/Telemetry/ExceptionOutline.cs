using System.Net.Sockets;
using Azure;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace FuncGateway.Azure.Telemetry;

/// <summary>
/// An exception without its message: types, codes and stack trace only. Exception messages quote the values they are about, which may be
/// arguments or credentials.
/// </summary>
internal sealed class ExceptionOutline(Exception exception) : Exception(Outline(exception))
{
    public override string? StackTrace => exception.StackTrace;

    public override string ToString() => $"{Message}{Environment.NewLine}{StackTrace}";

    private static string Outline(Exception exception)
    {
        var names = new List<string>();
        for (var each = exception; each is not null; each = each.InnerException)
        {
            names.Add($"{each.GetType().FullName}{Code(each)}");
        }

        return string.Join(" <- ", names);
    }

    private static string Code(Exception exception) => exception switch
    {
        RequestFailedException failed => $" ({failed.Status} {failed.ErrorCode})",
        HttpRequestException failed => $" ({failed.HttpRequestError})",
        SocketException failed => $" ({failed.SocketErrorCode})",
        _ => "",
    };
}

/// <summary>Runs before every log exporter and replaces exceptions with their outlines.</summary>
internal sealed class ExceptionRedactionProcessor : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.Exception is { } exception and not ExceptionOutline)
        {
            data.Exception = new ExceptionOutline(exception);
        }
    }
}
