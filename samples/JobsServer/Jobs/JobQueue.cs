using System.Threading.Channels;

namespace JobsServer.Jobs;

/// <summary>All jobs, and the order in which the waiting ones are run.</summary>
public sealed class JobQueue(JobsServerOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, Job> _jobs = [];
    private readonly Channel<JobId> _order = Channel.CreateUnbounded<JobId>();
    private CancellationTokenSource _running = new();
    private int _last;

    /// <returns>The new job, or null if the queue is full.</returns>
    public Job? Submit(LanguageModel model, string prompt)
    {
        lock (_gate)
        {
            if (_jobs.Values.Count(job => job.State == JobState.Waiting) >= options.MaxWaiting)
            {
                return null;
            }

            var job = new Job(new JobId(++_last), model, prompt, time.GetUtcNow());
            _jobs.Add(job.Id.Number, job);
            _order.Writer.TryWrite(job.Id);
            return job;
        }
    }

    public Job? Find(JobId id)
    {
        lock (_gate)
        {
            return _jobs.GetValueOrDefault(id.Number);
        }
    }

    public IReadOnlyList<Job> All()
    {
        lock (_gate)
        {
            return [.. _jobs.Values];
        }
    }

    /// <returns>The cancelled job, or null if it does not exist or has already ended.</returns>
    public Job? Cancel(JobId id)
    {
        lock (_gate)
        {
            if (_jobs.GetValueOrDefault(id.Number) is not { IsOpen: true } job)
            {
                return null;
            }

            if (job.State == JobState.Running)
            {
                _running.Cancel();
            }

            return End(job with { State = JobState.Cancelled });
        }
    }

    /// <returns>The number of jobs removed.</returns>
    public int ClearHistory()
    {
        lock (_gate)
        {
            var ended = _jobs.Values.Where(job => !job.IsOpen).Select(job => job.Id.Number).ToArray();
            return ended.Count(_jobs.Remove);
        }
    }

    /// <summary>Waits for the next job and marks it as running. For a single worker only.</summary>
    public async Task<JobTurn> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var id = await _order.Reader.ReadAsync(cancellationToken);
            lock (_gate)
            {
                // Otherwise it was cancelled while it waited, and may have been removed since.
                if (_jobs.GetValueOrDefault(id.Number) is { State: JobState.Waiting } job)
                {
                    _running.Dispose();
                    _running = new CancellationTokenSource();
                    job = job with { State = JobState.Running };
                    _jobs[id.Number] = job;
                    return new JobTurn(job, _running.Token);
                }
            }
        }
    }

    public void Finish(JobId id, string answer)
    {
        lock (_gate)
        {
            // Otherwise it was cancelled at the last moment, and stays cancelled.
            if (_jobs.GetValueOrDefault(id.Number) is { State: JobState.Running } job)
            {
                End(job with { State = JobState.Done, Answer = answer });
            }
        }
    }

    public void Dispose() => _running.Dispose();

    private Job End(Job job)
    {
        job = job with { EndedAt = time.GetUtcNow() };
        _jobs[job.Id.Number] = job;
        foreach (var old in _jobs.Values.Where(each => !each.IsOpen).SkipLast(options.MaxHistory).Select(each => each.Id.Number).ToArray())
        {
            _jobs.Remove(old);
        }

        return job;
    }
}
