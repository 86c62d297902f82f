using System.Text.Json;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Replays;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Core.Replays;

/// <summary>One replay: requests are added in the order in which they were decided.</summary>
internal sealed class ReplayRun(PolicyReading reading)
{
    private const string ByCounter = "an earlier request that is undecided counts under the same limit, or an amount was not recorded";
    private readonly DraftJudge _draft = new(reading);
    private readonly BoundedCounters _counters = new();
    private readonly Dictionary<(ReplayVerdict, ReplayVerdict), int> _changed = [];
    private readonly Dictionary<string, int> _undecided = new(StringComparer.Ordinal);
    private readonly Queue<ReplayChange> _changes = new();

    // What would become of the calls that waited for a person, by approval: the repetitions of a call wait for the same one.
    private readonly Dictionary<string, ReplayVerdict?> _waited = new(StringComparer.Ordinal);
    private int _exact;

    public int Requests { get; private set; }

    /// <summary>Decides a request whose arguments were recorded.</summary>
    public DraftDecision Decide(RecordedRequest request, byte[] arguments)
    {
        // The audit log has only a part of a URI.
        var name = request.Subject == Subject.Resource ? UriOf(arguments) ?? request.Name : request.Name;
        return _draft.Decide(request.Subject, name, arguments);
    }

    /// <param name="exact">The decision on its arguments; null if they were not recorded.</param>
    public void Add(RecordedRequest request, DraftDecision? exact)
    {
        var draft = exact ?? _draft.DecideByKeys(request.Subject, request.Name, request.ArgumentKeys);
        if (request.Approval is { } approval && _waited.TryGetValue(approval, out var waited))
        {
            // The call was counted when it was made first. If it waits under the draft too, it takes its permits when it runs.
            if (request.WasSent && waited == ReplayVerdict.Hold)
            {
                _counters.Take(draft.Charges, request.Grant, request.At);
            }

            return;
        }

        Requests++;
        _exact += exact is null ? 0 : 1;
        var (wouldBe, rule, why) = _draft.IsShadow ? (ReplayVerdict.Allow, "", null) : Judge(request, draft);
        if (request.Approval is { } first)
        {
            _waited.Add(first, wouldBe);
        }

        if (wouldBe is not { } verdict)
        {
            _undecided[why ?? ByCounter] = _undecided.GetValueOrDefault(why ?? ByCounter) + 1;
        }
        else if (verdict != request.Was)
        {
            _changed[(request.Was, verdict)] = _changed.GetValueOrDefault((request.Was, verdict)) + 1;
            _changes.Enqueue(new ReplayChange(request.Id, request.At, request.Grant, request.GrantLabel, request.Subject, request.Name, request.Was, request.Rule, verdict, rule, exact is not null));
            if (_changes.Count > ReplayResult.MaxChanges)
            {
                _changes.Dequeue();
            }
        }
    }

    public void EndDay(DateTimeOffset end) => _counters.Forget(end);

    /// <param name="completeUntil">Null if nothing was left out.</param>
    public ReplayResult ToResult(DateTimeOffset? completeUntil) => new(Requests, _exact, _changed, _undecided, [.. _changes.Reverse()], completeUntil);

    private (ReplayVerdict? Verdict, string Rule, string? Why) Judge(RecordedRequest request, DraftDecision draft)
    {
        switch (draft.Verdict)
        {
            case null:
                // It may be made, so that it counts.
                _counters.Take(draft.Charges, request.Grant, request.At, isCertain: false);
                return (null, "", draft.Why);
            case AccessVerdict.Hidden:
                return (ReplayVerdict.Hidden, draft.Rule, null);
            case AccessVerdict.Deny:
                return (ReplayVerdict.Deny, draft.Rule, null);
            case AccessVerdict.Hold when request.Was != ReplayVerdict.Hold || !request.WasSent:
                // Nobody knows what a person would have decided.
                return (ReplayVerdict.Hold, draft.Rule, null);
            default:
                var verdict = draft.Verdict == AccessVerdict.Hold ? ReplayVerdict.Hold : ReplayVerdict.Allow;
                return Count(request, draft, verdict);
        }
    }

    private (ReplayVerdict? Verdict, string Rule, string? Why) Count(RecordedRequest request, DraftDecision draft, ReplayVerdict verdict)
    {
        // What was allowed and could not be sent gave its permits back.
        var isReturned = request.Was == ReplayVerdict.Allow && !request.WasSent;
        var (isLimited, limit) = isReturned ? (false, null) : _counters.Take(draft.Charges, request.Grant, request.At);
        return isLimited switch
        {
            true => (ReplayVerdict.Limited, limit!.Pointer, null),
            false => (verdict, draft.Rule, null),
            _ => (null, "", ByCounter),
        };
    }

    private static string? UriOf(byte[] arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        return document.RootElement.TryGetProperty("uri", out var uri) ? uri.GetString() : null;
    }
}
