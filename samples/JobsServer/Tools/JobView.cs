using JobsServer.Jobs;

namespace JobsServer.Tools;

/// <summary>A job as returned to agents. Fields without a value are omitted, so the schema requires only those that every job has.</summary>
public sealed record JobView(string JobId, string Model, string State, DateTimeOffset SubmittedAt)
{
    public DateTimeOffset? EndedAt { get; init; }

    public string? Answer { get; init; }

    public static JobView Of(Job job) =>
        new(job.Id.ToString(), job.Model.Name, StateName(job.State), job.SubmittedAt) { EndedAt = job.EndedAt, Answer = job.Answer };

    public static string StateName(JobState state) => state switch
    {
        JobState.Waiting => "waiting",
        JobState.Running => "running",
        JobState.Done => "done",
        JobState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a job."),
    };
}
