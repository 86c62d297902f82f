namespace JobsServer.Jobs;

/// <summary>A job to run now, and the token that tells when somebody cancels it.</summary>
public sealed record JobTurn(Job Job, CancellationToken Cancelled);
