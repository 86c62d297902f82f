namespace JobsServer;

/// <summary>How big and how fast the queue is.</summary>
public sealed record JobsServerOptions
{
    private const int SlowestWords = 100;

    /// <summary>How long a model takes for one word of a prompt, at least zero. Words after the hundredth take no time.</summary>
    public TimeSpan TimePerWord { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Jobs that may wait at a time; one more is refused.</summary>
    public int MaxWaiting { get; init; } = 1000;

    /// <summary>Ended jobs that are remembered; the oldest is forgotten first.</summary>
    public int MaxHistory { get; init; } = 1000;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TimeSpan TimeFor(string prompt) => Math.Min(Jobs.LanguageModel.Words(prompt).Count, SlowestWords) * TimePerWord;
}
