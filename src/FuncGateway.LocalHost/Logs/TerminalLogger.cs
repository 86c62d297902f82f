namespace FuncGateway.LocalHost.Logs;

/// <summary>The log of one category.</summary>
internal sealed class TerminalLogger(string category, TerminalLogs logs) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        logs.Add(new LogEvent(logLevel, category, eventId.Id, formatter(state, exception), exception));
}
