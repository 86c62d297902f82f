using FuncGateway.Testing.Timing;
using JobsServer;
using JobsServer.Jobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncGateway.LocalHost.Tests.Fixtures;

public sealed class JobsServerTests : IAsyncDisposable
{
    private static readonly LanguageModel Count = LanguageModel.All[0];

    private readonly SteppedTime _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly JobQueue _queue;
    private readonly JobWorker _worker;

    public JobsServerTests()
    {
        var options = new JobsServerOptions { TimePerWord = TimeSpan.FromSeconds(1), MaxWaiting = 2, MaxHistory = 2, Time = _time };
        _queue = new JobQueue(options, _time);
        _worker = new JobWorker(_queue, options, _time, NullLogger<JobWorker>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        _queue.Dispose();
    }

    [Fact]
    public async Task Submit_AfterItsTime_IsAnswered()
    {
        var job = Submitted("one two three");
        await _worker.StartAsync(CancellationToken.None);

        await _time.PassUntilAsync(() => _queue.Find(job)?.State == JobState.Done);

        Assert.Equal("3 words, 13 characters", _queue.Find(job)?.Answer);
        Assert.True(_queue.Find(job)?.EndedAt - _queue.Find(job)?.SubmittedAt >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Cancel_WhileItRuns_FreesTheWorkerForTheNext()
    {
        var first = Submitted(string.Join(' ', Enumerable.Repeat("word", 100)));
        var second = Submitted("short");
        await _worker.StartAsync(CancellationToken.None);
        await _time.PassUntilAsync(() => _queue.Find(first)?.State == JobState.Running);

        Assert.NotNull(_queue.Cancel(first));
        await _time.PassUntilAsync(() => _queue.Find(second)?.State == JobState.Done);

        Assert.Equal(JobState.Cancelled, _queue.Find(first)?.State);
        Assert.Null(_queue.Find(first)?.Answer);
        Assert.Null(_queue.Cancel(first));
    }

    [Fact]
    public void Submit_WhenAsManyWaitAsMay_IsRefused()
    {
        Submitted("one");
        Submitted("two");

        Assert.Null(_queue.Submit(Count, "three"));
    }

    [Fact]
    public void ClearHistory_WithOpenAndEndedJobs_ForgetsTheEndedOnly()
    {
        var ended = Submitted("one");
        var open = Submitted("two");
        _queue.Cancel(ended);

        Assert.Equal(1, _queue.ClearHistory());
        Assert.Null(_queue.Find(ended));
        Assert.NotNull(_queue.Find(open));
    }

    private JobId Submitted(string prompt) => _queue.Submit(Count, prompt)?.Id ?? throw new InvalidOperationException("The queue is full.");
}
