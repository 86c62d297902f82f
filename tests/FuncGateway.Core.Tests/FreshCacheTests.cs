using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Core.Tests;

public sealed class FreshCacheTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);
    private readonly FakeTimeProvider _time = new();
    private int _asked;

    [Theory]
    [InlineData(1_999, 1)]
    [InlineData(2_000, 2)]
    public async Task GetAsync_AsTimePasses_AsksAgainWhenTheValueIsTooOld(int milliseconds, int asked)
    {
        var cache = Create(key => Task.FromResult(key));
        await cache.GetAsync("a", default);

        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        await cache.GetAsync("a", default);

        Assert.Equal(asked, _asked);
    }

    [Fact]
    public async Task GetAsync_OfAFreshValue_CompletesAtOnceAndAllocatesNothing()
    {
        var cache = Create(key => Task.FromResult(key));
        await cache.GetAsync("a", default);
        await cache.GetAsync("a", default);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = cache.GetAsync("a", default);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(again.IsCompletedSuccessfully);
        Assert.Equal("a", await again);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task GetAsync_ByManyAtOnce_AsksOnce()
    {
        var answer = new TaskCompletionSource<string>();
        var cache = Create(_ => answer.Task);

        var waiting = Enumerable.Range(0, 100).Select(_ => cache.GetAsync("a", default).AsTask()).ToArray();
        answer.SetResult("value");

        Assert.All(await Task.WhenAll(waiting), value => Assert.Equal("value", value));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task GetAsync_WhenTheFirstCallerLeaves_StillAnswersTheOthers()
    {
        var answer = new TaskCompletionSource<string>();
        var cache = Create(_ => answer.Task);
        using var leaving = new CancellationTokenSource();
        var first = cache.GetAsync("a", leaving.Token).AsTask();
        var second = cache.GetAsync("a", default).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult("value");

        Assert.Equal("value", await second);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task GetAsync_OfAnAbsentValue_RemembersThatToo()
    {
        var cache = new FreshCache<string, string?>(
            (_, _) =>
            {
                _asked++;
                return Task.FromResult<string?>(null);
            },
            _ => TwoSeconds,
            10,
            _time);

        Assert.Null(await cache.GetAsync("a", default));
        Assert.Null(await cache.GetAsync("a", default));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task GetAsync_WhenTheStoreIsDown_ServesNothingPastItsAgeAndAsksAgainNextTime()
    {
        var down = false;
        var cache = Create(key => down ? throw new StoreUnavailableException("Down.") : Task.FromResult(key));
        await cache.GetAsync("a", default);

        down = true;
        Assert.Equal("a", await cache.GetAsync("a", default));
        _time.Advance(TwoSeconds);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => cache.GetAsync("a", default).AsTask());

        down = false;
        Assert.Equal("a", await cache.GetAsync("a", default));
    }

    [Fact]
    public async Task GetAsync_WhenAnAnswerTookLongerThanItHolds_AsksAgain()
    {
        var cache = Create(_ =>
        {
            // Only the first answer is delayed.
            _time.Advance(_asked == 1 ? TwoSeconds : TimeSpan.FromMilliseconds(5));
            return Task.FromResult($"answer {_asked}");
        });

        Assert.Equal("answer 2", await cache.GetAsync("a", default));
    }

    [Fact]
    public async Task GetAsync_WhenEveryAnswerIsTooLate_IsUnavailable()
    {
        var cache = Create(key =>
        {
            _time.Advance(TwoSeconds);
            return Task.FromResult(key);
        });

        await Assert.ThrowsAsync<StoreUnavailableException>(() => cache.GetAsync("a", default).AsTask());
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task GetAsync_WhenTheStoreNeverAnswers_IsUnavailableAtTheDeadline()
    {
        var cache = Create(_ => new TaskCompletionSource<string>().Task);

        var waiting = cache.GetAsync("a", default).AsTask();
        _time.Advance(cache.LoadTimeout);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
    }

    [Fact]
    public async Task GetAsync_OfMoreKeysThanFit_HoldsNoMoreThanFit()
    {
        var cache = Create(key => Task.FromResult(key), capacity: 10);
        for (var key = 0; key < 1_000; key++)
        {
            await cache.GetAsync($"{key}", default);
        }

        Assert.Equal(10, cache.Count);
        await cache.GetAsync("999", default);
        Assert.Equal(1_000, _asked);
    }

    [Fact]
    public async Task GetAsync_OfOneKeyForALongTime_LeavesRoomForOthers()
    {
        var cache = Create(key => Task.FromResult(key), capacity: 2);
        for (var round = 0; round < 100; round++)
        {
            await cache.GetAsync("busy", default);
            _time.Advance(TwoSeconds);
        }

        await cache.GetAsync("a", default);
        await cache.GetAsync("b", default);
        Assert.Equal(102, _asked);

        await cache.GetAsync("a", default);
        await cache.GetAsync("b", default);
        Assert.Equal(102, _asked);
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    public async Task Forget_UnlessYoungerThanTenSeconds_DropsOnlyWhatIsOlder(int seconds, int asked)
    {
        var cache = new FreshCache<string, string>(
            (key, _) =>
            {
                _asked++;
                return Task.FromResult(key);
            },
            _ => TimeSpan.FromMinutes(5),
            10,
            _time);
        await cache.GetAsync("a", default);

        _time.Advance(TimeSpan.FromSeconds(seconds));
        cache.Forget("a", TimeSpan.FromSeconds(10));
        await cache.GetAsync("a", default);

        Assert.Equal(asked, _asked);
    }

    private FreshCache<string, string> Create(Func<string, Task<string>> answer, int capacity = 100) => new(
        (key, _) =>
        {
            Interlocked.Increment(ref _asked);
            return answer(key);
        },
        _ => TwoSeconds,
        capacity,
        _time);
}
