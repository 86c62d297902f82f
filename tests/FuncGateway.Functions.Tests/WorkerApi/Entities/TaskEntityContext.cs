namespace Microsoft.DurableTask.Entities;

public abstract class TaskEntityContext
{
    protected TaskEntityContext()
    {
    }

    public abstract EntityInstanceId Id { get; }
}
