namespace JobsServer.Jobs;

public enum JobState
{
    Waiting,
    Running,
    Done,
    Cancelled,
}
