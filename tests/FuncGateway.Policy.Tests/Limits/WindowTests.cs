using CsCheck;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Tests.Limits;

public sealed class WindowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60, 0, 59)]
    [InlineData(3_600, 0, 3_599)]
    [InlineData(86_400, -43_200, 43_199)]
    [InlineData(1, 0, 0)]
    public void StartOf_WithinOneWindow_IsTheSame(int seconds, int first, int last)
    {
        var window = new Window(seconds);
        Assert.Equal(Noon.AddSeconds(first), window.StartOf(Noon.AddSeconds(last)));
        Assert.Equal(Noon.AddSeconds(last + 1), window.EndOf(Noon.AddSeconds(first)));
        Assert.Equal(window.IndexOf(Noon.AddSeconds(first)) + 1, window.IndexOf(Noon.AddSeconds(last + 1)));
    }

    [Fact]
    public void IndexOf_AnyTime_NumbersWindowsThatJoin() =>
        Gen.Select(Gen.Int[1, Window.MaxSeconds], Gen.Long[0, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay]).Sample((seconds, ticks) =>
        {
            var (window, now) = (new Window(seconds), new DateTimeOffset(Math.Max(ticks, TimeSpan.TicksPerDay), TimeSpan.Zero));
            var (start, end) = (window.StartOf(now), window.EndOf(now));
            return start <= now && now < end
                && window.IndexOf(start) == window.IndexOf(now)
                && window.IndexOf(end) == window.IndexOf(now) + 1
                && start.ToUnixTimeSeconds() % seconds == 0;
        });

    [Theory]
    [InlineData(1, "second")]
    [InlineData(30, "30 seconds")]
    [InlineData(60, "minute")]
    [InlineData(3_600, "hour")]
    [InlineData(86_400, "day")]
    public void Name_OfAWindow_IsWhatASentenceSays(int seconds, string name) => Assert.Equal(name, new Window(seconds).Name);
}
