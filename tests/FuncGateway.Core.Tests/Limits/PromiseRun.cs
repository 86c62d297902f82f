using FuncGateway.Core.Limits;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Durable;

namespace FuncGateway.Core.Tests.Limits;

/// <summary>Simulates several processes with their own clocks, one host of the counters, and a sequence of events.</summary>
internal sealed class PromiseRun : IDisposable
{
    private static readonly Limit[] Calls = [LimitBuilder.Limit(1, 10), LimitBuilder.Limit(3, 10), LimitBuilder.Limit(6, 10)];
    private static readonly Limit[] Spends = [.. ((decimal[])[0.5m, 1.25m, 2]).Select(max => LimitBuilder.Limit(max, 60, Scope.Server, "spend"))];

    private readonly World _world;
    private readonly ShiftedTime[] _clocks;
    private readonly PermitBook[] _books;
    private readonly List<Pending> _calls = [];
    private readonly Dictionary<(string Counter, long Window), int> _resets = [];
    private int _fate;

    public PromiseRun(Fate[] fates, int processes)
    {
        _world = new World(() => fates[_fate++ % fates.Length]);
        _clocks = [.. Enumerable.Range(0, processes).Select(_ => new ShiftedTime(_world.Time))];
        _world.Counters.WasReset = CountReset;
        _books = [.. _clocks.Select(clock => _world.StartBook(clock))];
    }

    public int Admitted => Admissions.Count();

    public int Resets => _resets.Values.Sum();

    public int FullWindows => Windows.Count(window => window.Sum(each => each.Amount) == window.Max(each => each.Limit.Max));

    private IEnumerable<(Limit Limit, decimal Amount, long Window, int Resets)> Admissions =>
        from call in _calls
        where !call.Released && call.Reservation is not null
        from charge in call.Charges.Index()
        select (charge.Item.Limit, charge.Item.Amount, charge.Item.Limit.Window.IndexOf(call.AdmittedAt), call.Resets[charge.Index]);

    private IEnumerable<IGrouping<(string, long, int), (Limit Limit, decimal Amount, long Window, int Resets)>> Windows =>
        Admissions.GroupBy(each => (each.Limit.CounterId, each.Window, each.Resets));

    public void Play(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            Play(step);
            Note();
        }

        Pass(6_000);
    }

    public void AssertPromise()
    {
        foreach (var window in Windows)
        {
            foreach (var max in window.Select(each => each.Limit.Max).Distinct())
            {
                var admitted = window.Where(each => each.Limit.Max <= max).Sum(each => each.Amount);
                Assert.True(admitted <= max, $"{admitted} of {max} were admitted in window {window.Key}.");
            }
        }
    }

    public void Dispose() => _world.Dispose();

    private void Play(Step step)
    {
        switch (step)
        {
            case Step.Call call:
                Call(call);
                break;
            case Step.Pass pass:
                Pass(pass.Milliseconds);
                break;
            case Step.SetClock set:
                (set.Clock < _clocks.Length ? _clocks[set.Clock] : _world.Clock).Shift = TimeSpan.FromMilliseconds(set.Milliseconds);
                break;
            case Step.Crash crash:
                _books[crash.Process].Dispose();
                _calls.Where(call => call.Book == _books[crash.Process]).ToList().ForEach(call => call.BookIsGone = true);
                _books[crash.Process] = _world.StartBook(_clocks[crash.Process]);
                break;
            case Step.Reset reset:
                Reset(reset.IsSpend ? Spends[0] : Calls[0], reset.Message);
                break;
            case Step.Release release when _calls.FindAll(call => call is { Released: false, BookIsGone: false, Reservation: not null }) is { Count: > 0 } open:
                var released = open[^(1 + (release.Which % open.Count))];
                released.Released = true;
                released.Reservation?.Release();
                break;
            default:
                break;
        }
    }

    private static IReadOnlyList<Charge> ChargesOf(Step.Call call) =>
        call.Spend == 0
            ? LimitBuilder.Charges(Calls[call.Ceiling])
            : [new Charge(Calls[call.Ceiling], 1), new Charge(Spends[call.Ceiling], call.Spend / 20m)];

    private void Call(Step.Call call)
    {
        var charges = ChargesOf(call);
        for (var time = 0; time < call.Times; time++)
        {
            var result = _world.Reserve(_books[call.Process], charges);
            _calls.Add(new Pending(_books[call.Process], _clocks[call.Process], charges, result));
            Note();
        }
    }

    // The message may be one that was sent before for the same window.
    private void Reset(Limit limit, int message)
    {
        var window = limit.Window.IndexOf(_world.Clock.GetUtcNow());
        _ = _world.Counters.SignalAsync(CounterKey.Of(_world.Counted, limit), new ResetRequest($"{window}-{message}", limit.CounterId, limit.Window.Seconds, window), CancellationToken.None);
        _world.RunAll();
    }

    // What has been admitted until now belongs to the count before.
    private void CountReset(ResetRequest reset)
    {
        Note();
        _resets[(reset.Counter, reset.Window)] = _resets.GetValueOrDefault((reset.Counter, reset.Window)) + 1;
    }

    private int ResetsOf(Limit limit, DateTimeOffset at) => _resets.GetValueOrDefault((limit.CounterId, limit.Window.IndexOf(at)));

    private void Pass(int milliseconds)
    {
        var steps = Math.Max(1, Math.Min(milliseconds / 20, 20));
        for (var step = 0; step < steps; step++)
        {
            _world.Pass(TimeSpan.FromMilliseconds((double)milliseconds / steps), steps: 1);
            Note();
        }
    }

    /// <summary>Collects admitted calls right after each event, so that the recorded time is the time of admission by the clock of the process.</summary>
    private void Note()
    {
        foreach (var call in _calls.Where(call => call.Reservation is null))
        {
            call.Note(ResetsOf);
        }
    }

    private sealed class Pending(PermitBook book, TimeProvider clock, IReadOnlyList<Charge> charges, Task<ReserveResult> result)
    {
        public PermitBook Book => book;

        public IReadOnlyList<Charge> Charges => charges;

        public Reservation? Reservation { get; private set; }

        public DateTimeOffset AdmittedAt { get; private set; }

        /// <summary>How many times the window of each charge had been reset when the call was admitted.</summary>
        public int[] Resets { get; private set; } = [];

        public bool Released { get; set; }

        public bool BookIsGone { get; set; }

        public void Note(Func<Limit, DateTimeOffset, int> resets)
        {
            if (Reservation is null && result.IsCompletedSuccessfully && result.Result is ReserveResult.Reserved reserved)
            {
                Reservation = reserved.Reservation;
                AdmittedAt = clock.GetUtcNow();
                Resets = [.. charges.Select(charge => resets(charge.Limit, AdmittedAt))];
                Assert.Equal(AdmittedAt, reserved.Reservation.AdmittedAt);
            }
        }
    }
}
