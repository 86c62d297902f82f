namespace JobsServer;

/// <summary>Size and speed of the queue.</summary>
public sealed record JobsServerOptions
{
    private const int SlowestWords = 100;

    /// <summary>How long a model takes for one word of a prompt, at least zero. Words after the hundredth take no time.</summary>
    public TimeSpan TimePerWord { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Maximum number of waiting jobs; further jobs are refused.</summary>
    public int MaxWaiting { get; init; } = 1000;

    /// <summary>Maximum number of ended jobs that are kept; the oldest is removed first.</summary>
    public int MaxHistory { get; init; } = 1000;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TimeSpan TimeFor(string prompt) => Math.Min(Jobs.LanguageModel.Words(prompt).Count, SlowestWords) * TimePerWord;
}
