using FuncGateway.Core.Limits;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;
using FuncGateway.Testing.Builders;
using FuncGateway.Testing.Durable;
using FuncGateway.Testing.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Core.Tests.Limits;

/// <summary>A grant, its counters and the permit books of several processes, on one clock and one thread.</summary>
internal sealed class World : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly TurnContext _turns = new();
    private readonly List<PermitBook> _books = [];

    public World(Func<Fate>? nextFate = null)
    {
        Clock = new ShiftedTime(Time);
        Counters = new FakeCounters(Clock, nextFate ?? (() => Fate.Prompt));
    }

    public FakeTimeProvider Time { get; } = new(Start);

    /// <summary>The clock of the host of the counters.</summary>
    public ShiftedTime Clock { get; }

    public FakeCounters Counters { get; }

    public LimitOptions Options { get; } = new();

    public RecordingLogger<PermitBook> Log { get; } = new();

    public CounterScope Counted { get; } = LimitBuilder.Counted();

    public decimal Issued(Limit limit) =>
        Counters.StateOf(CounterKey.Of(Counted, limit))
            ?.IssuedIn(limit.CounterId, limit.Window.Seconds, limit.Window.IndexOf(Time.GetUtcNow())) ?? 0;

    public PermitBook StartBook(TimeProvider? clock = null)
    {
        var book = new PermitBook(StartClient(clock), clock ?? Time, OptionsOf(), Log);
        _books.Add(book);
        return book;
    }

    public LeaseClient StartClient(TimeProvider? clock = null) =>
        new(Counters, clock ?? Time, OptionsOf(), NullLogger<LeaseClient>.Instance);

    private OptionsWrapper<LimitOptions> OptionsOf() => new(Options);

    /// <summary>Reserves, and runs everything that is possible without time passing.</summary>
    public Task<ReserveResult> Reserve(PermitBook book, IReadOnlyList<Charge> charges, CancellationToken cancellationToken = default)
    {
        var result = book.ReserveAsync(Counted, charges, cancellationToken).AsTask();
        _turns.RunAll();
        return result;
    }

    /// <summary>Reserves; the result must be available without time passing.</summary>
    public ReserveResult ReserveNow(PermitBook book, IReadOnlyList<Charge> charges) => Done(Reserve(book, charges));

    /// <summary>Returns the result of a task that must have completed. Awaiting an incomplete one would block the only thread.</summary>
    public static T Done<T>(Task<T> task)
    {
        Assert.True(task.IsCompletedSuccessfully, $"What should be done is {task.Status}.");
        return task.Result;
    }

    public int CountReserved(PermitBook book, IReadOnlyList<Charge> charges, int calls) =>
        Enumerable.Range(0, calls).Count(_ => ReserveNow(book, charges) is ReserveResult.Reserved);

    public void Warm(PermitBook book, params Limit[] limits)
    {
        book.Warm(Counted, limits);
        _turns.RunAll();
    }

    public void RunAll() => _turns.RunAll();

    /// <summary>Advances in small steps, because a timer may start work that waits for another timer.</summary>
    public void Pass(TimeSpan duration, int steps = 20)
    {
        for (var step = 0; step < steps; step++)
        {
            Time.Advance(duration / steps);
            _turns.RunAll();
        }
    }

    public void Dispose()
    {
        _books.ForEach(book => book.Dispose());
        _turns.RunAll();
        _turns.Dispose();
    }
}
