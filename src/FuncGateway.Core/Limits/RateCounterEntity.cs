using Microsoft.DurableTask.Entities;

namespace FuncGateway.Core.Limits;

/// <summary>The durable entity around <see cref="RateCounter"/>. Every public method is an operation; one that throws leaves the state unchanged.</summary>
public sealed class RateCounterEntity(TimeProvider time) : TaskEntity<RateCounterState?>
{
    /// <summary>The name of the entity.</summary>
    public const string EntityName = "RateCounter";

    /// <summary>Prefix of the instance ids of all counters; the engine converts entity names to lower case.</summary>
    public const string IdPrefix = "@ratecounter@";

    public LeaseReply Lease(LeaseRequest request)
    {
        (State, var reply) = RateCounter.Lease(State, request, time.GetUtcNow());
        return reply;
    }

    public void Return(ReturnRequest request) => State = RateCounter.Return(State, request, time.GetUtcNow());

    public void Reset(ResetRequest request) => State = RateCounter.Reset(State, request, time.GetUtcNow());

    public void Forget() => State = RateCounter.Forget(State, time.GetUtcNow());

    protected override RateCounterState? InitializeState(TaskEntityOperation entityOperation) => null;
}
