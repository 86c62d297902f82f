using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Microsoft.DurableTask.Entities;

/// <summary>
/// Dispatch as the facts about the real class say it: public instance methods are operations, matched without regard to case; at most one
/// input; the state is stored only after an operation that did not throw; <c>delete</c> empties it.
/// </summary>
public abstract class TaskEntity<TState> : ITaskEntity
{
    protected TaskEntity() => State = default!; // set before every operation

    protected TState State { get; set; }

    public ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        var operations = GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        var method = Array.Find(operations, each => string.Equals(each.Name, operation.Name, StringComparison.OrdinalIgnoreCase));
        if (method is null)
        {
            return RunImplicit(operation);
        }

        State = (TState?)operation.State.GetState(typeof(TState)) ?? InitializeState(operation);
        var reply = Invoke(method, operation);
        operation.State.SetState(State);
        return ValueTask.FromResult(reply);
    }

    protected virtual TState InitializeState(TaskEntityOperation entityOperation) => Activator.CreateInstance<TState>();

    private static ValueTask<object?> RunImplicit(TaskEntityOperation operation)
    {
        if (!string.Equals(operation.Name, "delete", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotSupportedException($"No operation '{operation.Name}'.");
        }

        operation.State.SetState(null);
        return ValueTask.FromResult<object?>(null);
    }

    private object? Invoke(MethodInfo method, TaskEntityOperation operation)
    {
        try
        {
            return method.Invoke(this, [.. method.GetParameters().Select(parameter => InputOf(parameter, operation))]);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private static object? InputOf(ParameterInfo parameter, TaskEntityOperation operation) =>
        operation.HasInput
            ? operation.GetInput(parameter.ParameterType)
            : throw new InvalidOperationException($"Operation '{operation.Name}' needs an input.");
}
