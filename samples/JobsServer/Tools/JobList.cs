namespace JobsServer.Tools;

public sealed record JobList(IReadOnlyList<JobView> Jobs);
