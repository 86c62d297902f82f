using System.Collections.Concurrent;
using FuncGateway.Azure.Durable;
using FuncGateway.Gateway.Durable;
using FuncGateway.Testing.Azurite;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.LocalHost.Tests.Runtime;

/// <summary>Kills a process at its first write, at its second, and so on, until it gets through; each time another one goes on.</summary>
public sealed class KilledFlowTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Id = "flow-1";
    private static readonly ActivityRetry Twice = new(2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Kill_AtAnyWrite_LosesNothingAndRecordsNothingTwice(bool arrives)
    {
        var kills = 0;
        while (await RunAsync(kills + 1, arrives))
        {
            kills++;
        }

        // The flow alone has ten or eleven entries, and its line, owner and lease are written too.
        Assert.True(kills >= 12, $"It was killed {kills} times.");
    }

    private async Task<bool> RunAsync(int write, bool arrives)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        var acts = new ConcurrentQueue<string>();
        var catalog = Catalog(acts);
        var prefix = $"{azurite.TablePrefix}{Guid.NewGuid():N}"[..40];
        var kill = new KilledAtWrite(write, arrives);
        await using var second = new FlowProcess(azurite, prefix, catalog, time);
        await second.Flows.StartAsync("flow", Id, "the input", CancellationToken.None);
        await second.Flows.RaiseAsync(Id, "decision", "approved", CancellationToken.None);
        await using var first = new FlowProcess(azurite, prefix, catalog, time, kill);
        await first.StartAsync();

        var head = await EndAsync(second, () => kill.Killed, time);

        var history = await second.Table.ReadHistoryAsync(head, CancellationToken.None);
        Assert.Equal((FlowStatus.Finished, ""), (head.Status, head.Problem));

        // Killed before its failure was written, the first try is not counted.
        Assert.Equal(
            ["Started", "Called", "Succeeded", "Awaited", "EventTaken", "Slept", "TimerFired", "Called", "Succeeded", "Ended"],
            history.Where(entry => entry.Kind != FlowEntryKind.TryFailed).Select(entry => entry.Kind.ToString()));

        // At least once, and again only where the process was killed between an act and its entry.
        Assert.Equal(["close approved, notified", "notify the input"], acts.Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(acts.Count, 3, kill.Killed ? 4 : 3);
        return kill.Killed;
    }

    private static async Task<FlowHead> EndAsync(FlowProcess second, Func<bool> isKilled, FakeTimeProvider time)
    {
        var started = false;
        while (true)
        {
            if (isKilled() && !started)
            {
                started = true;
                await second.StartAsync();
            }

            time.Advance(TimeSpan.FromSeconds(0.5));
            var hub = await second.Hub.ReadAsync(CancellationToken.None);
            if (hub.Running.Count + hub.Events.Count == 0 && await second.Table.FindAsync(Id, CancellationToken.None) is { Value.Status: not FlowStatus.Running } head)
            {
                return head.Value;
            }
        }
    }

    private static FlowCatalog Catalog(ConcurrentQueue<string> acts) => new(
        [FlowDefinition.Of<string>("flow", RunAsync)],
        [
            ActivityDefinition.Of<string, string>("notify", (input, _) =>
            {
                acts.Enqueue("notify " + input);
                return acts.Count == 1 ? throw new IOException("refused") : Task.FromResult("notified");
            }),
            ActivityDefinition.Of<string, string>("close", (input, _) =>
            {
                acts.Enqueue("close " + input);
                return Task.FromResult("closed");
            }),
        ]);

    private static async Task RunAsync(IFlow flow, string input)
    {
        var notice = await flow.CallAsync<string>("notify", input, Twice);
        var decision = await flow.WaitForAsync<string>("decision", TimeSpan.FromMinutes(15));
        await flow.SleepAsync(TimeSpan.FromSeconds(3));
        await flow.CallAsync<string>("close", $"{decision}, {notice}", Twice);
    }
}
