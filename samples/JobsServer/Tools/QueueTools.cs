using System.ComponentModel;
using JobsServer.Jobs;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace JobsServer.Tools;

/// <summary>Tools for all jobs: list, count, clear.</summary>
[McpServerToolType]
public sealed class QueueTools(JobQueue queue)
{
    private static readonly string[] States = [.. Enum.GetValues<JobState>().Select(JobView.StateName)];

    [McpServerTool(Name = "list-async-jobs", ReadOnly = true, UseStructuredContent = true)]
    [Description("Lists the jobs, newest first.")]
    public JobList ListJobs([Description("Only jobs in this state: waiting, running, done or cancelled.")] string? state = null)
    {
        if (state is not null && !States.Contains(state))
        {
            throw new McpException($"'{state}' is not a state. The states are {string.Join(", ", States)}.");
        }

        var jobs = queue.All().Select(JobView.Of).Where(job => state is null || job.State == state);
        return new JobList([.. jobs.Reverse()]);
    }

    [McpServerTool(Name = "get-queue-status", ReadOnly = true, UseStructuredContent = true)]
    [Description("Counts the jobs by state.")]
    public QueueStatus GetStatus()
    {
        var counts = queue.All().CountBy(job => job.State).ToDictionary();
        return new QueueStatus(
            counts.GetValueOrDefault(JobState.Waiting), counts.GetValueOrDefault(JobState.Running),
            counts.GetValueOrDefault(JobState.Done), counts.GetValueOrDefault(JobState.Cancelled));
    }

    [McpServerTool(Name = "clear-history", Destructive = true, Idempotent = true, UseStructuredContent = true)]
    [Description("Forgets every job that is done or cancelled, with its answer.")]
    public ClearedHistory ClearHistory() => new(queue.ClearHistory());
}
