using FuncGateway.Core.Replays;
using FuncGateway.Policies.Analysis.Proposals;
using FuncGateway.Policies.Limits;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Core.Proposals;

/// <summary>Counts the requests for one tool, prompt or resource. They are added in the order of time.</summary>
internal sealed class UseCount
{
    private readonly Dictionary<string, Rate> _minutes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Rate> _days = new(StringComparer.Ordinal);
    private (int Calls, int Held, DateTimeOffset First, DateTimeOffset Last) _seen;

    public void Add(RecordedRequest request)
    {
        _seen = (_seen.Calls + 1, _seen.Held + (request.Was == ReplayVerdict.Hold ? 1 : 0), _seen.Calls == 0 ? request.At : _seen.First, request.At);
        _minutes[request.Grant] = _minutes.GetValueOrDefault(request.Grant).With(Window.Minute.IndexOf(request.At));
        _days[request.Grant] = _days.GetValueOrDefault(request.Grant).With(Window.Day.IndexOf(request.At));
    }

    public ObservedUse ToUse(RecordedRequest of, ToolClass? toolClass) => new(
        of.Subject, of.Name, toolClass, _seen.Calls, _minutes.Count, _seen.First, _seen.Last, _minutes.Values.Max(rate => rate.Most), _days.Values.Max(rate => rate.Most), _seen.Held);

    private readonly record struct Rate(long Window, int Count, int Most)
    {
        public Rate With(long window)
        {
            var count = window == Window ? Count + 1 : 1;
            return new Rate(window, count, Math.Max(Most, count));
        }
    }
}
