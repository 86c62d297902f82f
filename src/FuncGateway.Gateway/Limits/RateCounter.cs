namespace FuncGateway.Gateway.Limits;

/// <summary>The counter as a pure transition: it hands out at most what is left of each window, whoever asks and however often.</summary>
public static class RateCounter
{
    public static (RateCounterState Next, LeaseReply Reply) Lease(RateCounterState? state, LeaseRequest request, DateTimeOffset now) =>
        (state ?? new RateCounterState(), new LeaseReply(request.Sequence, []));

    public static RateCounterState? Return(RateCounterState? state, ReturnRequest request, DateTimeOffset now) => state;
}
