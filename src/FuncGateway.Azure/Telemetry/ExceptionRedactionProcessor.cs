using OpenTelemetry;
using OpenTelemetry.Logs;

namespace FuncGateway.Azure.Telemetry;

/// <summary>Stands before every exporter of logs: exceptions go out as outlines.</summary>
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
