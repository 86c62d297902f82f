using Microsoft.DurableTask.Entities;

namespace FuncGateway.Core.Limits;

/// <summary>The durable entity around the pure counter: every public method is an operation, and one that throws leaves the state as it was.</summary>
public sealed class RateCounterEntity(TimeProvider time) : TaskEntity<RateCounterState?>
{
    /// <summary>The name that entities of this class are addressed by.</summary>
    public const string EntityName = "RateCounter";

    /// <summary>What the ids of all counters begin with; the engine writes an entity's name in lower case.</summary>
    public const string IdPrefix = "@ratecounter@";

    public LeaseReply Lease(LeaseRequest request)
    {
        (State, var reply) = RateCounter.Lease(State, request, time.GetUtcNow());
        return reply;
    }

    public void Return(ReturnRequest request) => State = RateCounter.Return(State, request, time.GetUtcNow());

    public void Forget() => State = RateCounter.Forget(State, time.GetUtcNow());

    protected override RateCounterState? InitializeState(TaskEntityOperation entityOperation) => null;
}
