using JobsServer.Jobs;

namespace JobsServer.Tools;

/// <summary>A job as an agent sees it.</summary>
public sealed record JobView(string JobId, string Model, string State, DateTimeOffset SubmittedAt, DateTimeOffset? EndedAt, string? Answer)
{
    public static JobView Of(Job job) =>
        new(job.Id.ToString(), job.Model.Name, StateName(job.State), job.SubmittedAt, job.EndedAt, job.Answer);

    public static string StateName(JobState state) => state switch
    {
        JobState.Waiting => "waiting",
        JobState.Running => "running",
        JobState.Done => "done",
        JobState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a job."),
    };
}
