using FuncGateway.Testing.Logging;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Tests;

public sealed class RetentionsTests
{
    private readonly RecordingLogger<Retentions> _log = new();

    [Fact]
    public async Task RunAsync_WhenOneFails_RunsTheOthersAndLogsEach()
    {
        var run = new Retentions(
            [
                new Fake("approvals", _ => throw new StoreUnavailableException("down")),
                new Fake("audit records", _ => Task.FromResult(3)),
                new Fake("policies", _ => throw new InvalidOperationException("a defect")),
                new Fake("owners of tasks", _ => Task.FromResult(0)),
            ],
            _log);

        await run.RunAsync(CancellationToken.None);

        Assert.Collection(
            _log.Lines,
            line => AssertLogged(LogLevel.Warning, "The clean-up of approvals failed; the next attempt is in a day", line),
            line => AssertLogged(LogLevel.Information, "Deleted 3 audit records that are past their retention", line),
            line => AssertLogged(LogLevel.Warning, "The clean-up of policies failed; the next attempt is in a day", line),
            line => AssertLogged(LogLevel.Information, "Deleted 0 owners of tasks that are past their retention", line));
    }

    [Fact]
    public async Task RunAsync_WhenTheHostStops_EndsWithoutTryingTheOthers()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var run = new Retentions([new Fake("approvals", Task.FromCanceled<int>)], _log);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync(stop.Token));
        Assert.Empty(_log.Lines);
    }

    private static void AssertLogged(LogLevel level, string text, (LogLevel Level, string Line) line)
    {
        Assert.Equal(level, line.Level);
        Assert.StartsWith(text, line.Line, StringComparison.Ordinal);
    }

    private sealed class Fake(string what, Func<CancellationToken, Task<int>> run) : IRetention
    {
        public string What => what;

        public Task<int> RunAsync(CancellationToken cancellationToken) => run(cancellationToken);
    }
}
