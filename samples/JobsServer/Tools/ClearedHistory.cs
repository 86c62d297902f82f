namespace JobsServer.Tools;

public sealed record ClearedHistory(int Forgotten);
