namespace Microsoft.DurableTask;

public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base($"Task '{taskName}' (#{taskId}) failed.", innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
    }

    public string TaskName { get; }

    public int TaskId { get; }
}
