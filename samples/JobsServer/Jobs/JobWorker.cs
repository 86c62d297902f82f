namespace JobsServer.Jobs;

/// <summary>Runs one job after the other.</summary>
public sealed partial class JobWorker(JobQueue queue, JobsServerOptions options, TimeProvider time, ILogger<JobWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var turn = await queue.TakeAsync(stoppingToken);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(turn.Cancelled, stoppingToken);
            try
            {
                await Task.Delay(options.TimeFor(turn.Job.Prompt), time, stop.Token);
                queue.Finish(turn.Job.Id, turn.Job.Model.Answer(turn.Job.Prompt));
                LogDone(turn.Job.Id);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                LogCancelled(turn.Job.Id);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "{Job} is done")]
    private partial void LogDone(JobId job);

    [LoggerMessage(2, LogLevel.Debug, "{Job} was cancelled while it ran")]
    private partial void LogCancelled(JobId job);
}
