namespace JobsServer.Jobs;

/// <summary>A job to run now, with a token that signals its cancellation.</summary>
public sealed record JobTurn(Job Job, CancellationToken Cancelled);
