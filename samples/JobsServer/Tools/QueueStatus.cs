namespace JobsServer.Tools;

public sealed record QueueStatus(int Waiting, int Running, int Done, int Cancelled);
