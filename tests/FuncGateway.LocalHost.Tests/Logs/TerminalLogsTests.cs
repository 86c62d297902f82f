using System.Collections.Concurrent;
using FuncGateway.Core;
using FuncGateway.LocalHost.Logs;
using FuncGateway.LocalHost.Terminal;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Timing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.LocalHost.Tests.Logs;

public sealed class TerminalLogsTests
{
    private readonly ConcurrentQueue<string> _written = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 9, 26, 20, 14, 2, TimeSpan.Zero));

    [Fact]
    public async Task Log_WhileTheStorageIsAway_IsOneLineAndOneWhenItIsBack()
    {
        var health = new FakeHealth { Answers = false };
        await using (var terminal = new TerminalQueue(line => _written.Enqueue(line.ToString()), TimeProvider.System))
        {
            await using var logs = new TerminalLogs(terminal, _time);
            logs.Watch(health, () => false);
            for (var number = 0; number < 20; number++)
            {
                Fail(logs, "FuncGateway.Core.Audit.AuditLog", LogLevel.Error, new StoreUnavailableException("Table 'x' did not answer."));
                Fail(logs, "DurableTask.AzureStorage", LogLevel.Warning, null);
                Fail(logs, "FuncGateway.Core.Limits.LeaseClient", LogLevel.Warning, null);
            }

            await Eventually.Async(() => !_written.IsEmpty);
            health.Answers = true;
            await Eventually.Async(() =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _written.Count > 1;
            });
        }

        Assert.Equal(2, _written.Count);
        Assert.Equal("20:14:02  error     The storage does not answer. The gateway denies calls until it does.", _written.First());
        Assert.Contains("The storage answers again, after ", _written.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfTheSameEvent_IsOneLineAMinuteWithoutATrace()
    {
        await using (var terminal = new TerminalQueue(line => _written.Enqueue(line.ToString()), TimeProvider.System))
        {
            await using var logs = new TerminalLogs(terminal, _time);
            for (var number = 0; number < 3; number++)
            {
                Fail(logs, "Upstream", LogLevel.Error, Thrown("refused\nat length"));
            }

            await Eventually.Async(() => !_written.IsEmpty);
            _time.Advance(TimeSpan.FromMinutes(2));
            Fail(logs, "Upstream", LogLevel.Error, Thrown("refused"));
        }

        Assert.Equal(["20:14:02  error     It failed: refused", "20:16:02  error     It failed: refused (and 2 more like it)"], _written);
    }

    private static void Fail(TerminalLogs logs, string category, LogLevel level, Exception? exception) =>
        logs.CreateLogger(category).Log(level, new EventId(1), "It failed", exception, (state, _) => state);

    private static InvalidOperationException Thrown(string message)
    {
        try
        {
            throw new InvalidOperationException(message);
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }
}
