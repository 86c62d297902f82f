using FuncGateway.Azure.Durable;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>The events raised for one run that it has not taken yet, oldest first. What it has taken stands in its history.</summary>
internal sealed class FlowInbox(TimeProvider time, IEnumerable<string> taken)
{
    private readonly Lock _gate = new();
    private readonly FlowSignal _changed = new(time);
    private readonly HashSet<string> _taken = [.. taken];
    private FlowEvent[] _waiting = [];

    /// <summary>All events of this run as they stand in the table. Returns those that can go from there.</summary>
    public IReadOnlyList<FlowEvent> Offer(IReadOnlyList<FlowEvent> events)
    {
        FlowEvent[] gone;
        lock (_gate)
        {
            // The list may have been read before an event was taken: what was taken is never offered again.
            _waiting = [.. events.Where(each => !_taken.Contains(each.Id))];
            gone = [.. events.Where(each => _taken.Contains(each.Id))];
        }

        if (events.Count > gone.Length)
        {
            _changed.Set();
        }

        return gone;
    }

    public FlowEvent? Find(string name)
    {
        lock (_gate)
        {
            return _waiting.FirstOrDefault(each => each.Name == name);
        }
    }

    /// <summary>After the taking stands in the history.</summary>
    public void Take(FlowEvent taken)
    {
        lock (_gate)
        {
            _taken.Add(taken.Id);
            _waiting = [.. _waiting.Where(each => each.Id != taken.Id)];
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _changed.WaitAsync(atMost, cancellationToken);
}
