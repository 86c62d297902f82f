using System.ComponentModel;
using JobsServer.Jobs;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace JobsServer.Tools;

/// <summary>Tools for one job: submit, inspect, cancel, retry.</summary>
[McpServerToolType]
public sealed class JobTools(JobQueue queue)
{
    private const int MaxPromptLength = 20_000;

    [McpServerTool(Name = "submit-llm-request-async", Destructive = false, UseStructuredContent = true)]
    [Description("Queues a prompt for a model and returns the job at once.")]
    public JobView Submit(
        [Description("The prompt, at most 20,000 characters.")] string prompt,
        [Description("The model's name, see list-models.")] string model = "count-1") =>
        JobView.Of(Queue(ModelNamed(model), Checked(prompt)));

    [McpServerTool(Name = "get-async-job-result", ReadOnly = true, UseStructuredContent = true)]
    [Description("Returns a job's state and, once it is done, its answer.")]
    public JobView GetResult([Description("The job, such as job-17.")] string jobId) => JobView.Of(JobNamed(jobId));

    [McpServerTool(Name = "cancel-async-job", Destructive = true, Idempotent = true, UseStructuredContent = true)]
    [Description("Cancels a job that waits or runs.")]
    public JobView Cancel(
        [Description("The job, such as job-17.")] string jobId,
        [Description("Why, for the record.")] string? reason = null)
    {
        _ = reason;
        var job = JobNamed(jobId);
        return JobView.Of(queue.Cancel(job.Id) ?? throw new McpException($"{job.Id} has ended already and cannot be cancelled."));
    }

    [McpServerTool(Name = "retry-async-job", Destructive = false, UseStructuredContent = true)]
    [Description("Queues an ended job's prompt again, as a new job.")]
    public JobView Retry([Description("The job, such as job-17.")] string jobId) =>
        JobNamed(jobId) is { IsOpen: false } job
            ? JobView.Of(Queue(job.Model, job.Prompt))
            : throw new McpException($"{jobId} has not ended yet; only an ended job can be tried again.");

    internal static LanguageModel ModelNamed(string name) =>
        LanguageModel.Find(name) ?? throw new McpException($"There is no model '{name}'. The models are {string.Join(", ", LanguageModel.All.Select(model => model.Name))}.");

    internal static string Checked(string prompt) =>
        prompt.Length is > 0 and <= MaxPromptLength
            ? prompt
            : throw new McpException($"The prompt has {prompt.Length} characters; 1 to {MaxPromptLength} are accepted.");

    private Job Queue(LanguageModel model, string prompt) =>
        queue.Submit(model, prompt) ?? throw new McpException("The queue is full. Cancel a job or wait until one is done.");

    private Job JobNamed(string text) =>
        JobId.TryParse(text, out var id) && queue.Find(id) is { } job
            ? job
            : throw new McpException($"There is no job '{text}'. list-async-jobs names the jobs.");
}
