namespace JobsServer.Jobs;

/// <summary>A prompt for a model, with its state and answer.</summary>
public sealed record Job(JobId Id, LanguageModel Model, string Prompt, DateTimeOffset SubmittedAt)
{
    public JobState State { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Answer { get; init; }

    public bool IsOpen => State is JobState.Waiting or JobState.Running;
}
