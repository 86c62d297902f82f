using System.Runtime.CompilerServices;
using Xunit;

namespace FuncGateway.Testing.Timing;

/// <summary>Polls for a condition that no <see cref="Signal"/> reports, because it depends on another process or the storage emulator.</summary>
public static class Eventually
{
    /// <summary>How long a test waits for anything. Far longer than usual, so that tests do not fail on a busy machine.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="what">What did not happen, for the failure message. By default, the source text of the condition.</param>
    public static Task Async(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") => Async(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="Async(Func{bool}, string)"/>
    public static Task Async(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") => Async(condition, () => what);

    /// <param name="what">Called if it did not happen.</param>
    public static async Task Async(Func<Task<bool>> condition, Func<string> what)
    {
        using var timeout = new CancellationTokenSource(Timeout, TimeProvider.System);
        while (!await condition())
        {
            if (timeout.IsCancellationRequested)
            {
                Assert.Fail(DidNotHappen(what()));
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    internal static string DidNotHappen(string what) => $"It did not happen within {Timeout.TotalSeconds} s: {what}";
}
