using FuncGateway.Core.Servers;
using FuncGateway.Policies.Analysis.Replays;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Core.Replays;

/// <summary>Replays recorded traffic under a policy that is not in force.</summary>
public sealed class PolicyReplay(RecordedTraffic traffic, TimeProvider time)
{
    /// <summary>The most days that are replayed.</summary>
    public const int MaxDays = 30;

    /// <summary>The most requests that are replayed.</summary>
    public const int MaxRequests = 200_000;

    /// <summary>The longest time that a replay takes. Then its result says how far it came.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);

    /// <param name="reading">A document without problems.</param>
    /// <param name="grant">Only the requests of this grant; null for all. Limits are counted for these alone.</param>
    /// <param name="from">At most <see cref="MaxDays"/> ago.</param>
    /// <exception cref="StoreUnavailableException">A store does not answer.</exception>
    public async Task<ReplayResult> RunAsync(PolicyReading reading, ServerId server, string? grant, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var (run, now, begun) = (new ReplayRun(reading), time.GetUtcNow(), time.GetTimestamp());
        for (var day = from; day < now; day = NextDay(day))
        {
            var end = NextDay(day) < now ? NextDay(day) : now;
            var requests = await traffic.ListAsync(server, grant, day, end, MaxRequests - run.Requests, cancellationToken);
            var drafts = await DecideAsync(run, requests, server, DateOnly.FromDateTime(day.UtcDateTime), cancellationToken);
            foreach (var request in requests)
            {
                run.Add(request, drafts.GetValueOrDefault(request.Id));
            }

            if (run.Requests >= MaxRequests || time.GetElapsedTime(begun) > MaxTime)
            {
                return run.ToResult(end < now ? end : null);
            }

            run.EndDay(end);
        }

        return run.ToResult(null);
    }

    // Recorded arguments are used one by one and not kept: only what is decided on them is.
    private async Task<Dictionary<string, DraftDecision>> DecideAsync(ReplayRun run, List<RecordedRequest> requests, ServerId server, DateOnly day, CancellationToken cancellationToken)
    {
        var (byId, decided) = (requests.ToDictionary(request => request.Id, StringComparer.Ordinal), new Dictionary<string, DraftDecision>(StringComparer.Ordinal));
        await foreach (var (id, arguments) in traffic.ArgumentsAsync(server, day, cancellationToken))
        {
            if (byId.TryGetValue(id, out var request))
            {
                decided[id] = run.Decide(request, arguments);
            }
        }

        return decided;
    }

    internal static DateTimeOffset NextDay(DateTimeOffset at) => new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
}
