namespace DurableTask.Core.Exceptions;

public class OrchestrationAlreadyExistsException : Exception
{
    internal OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }
}
