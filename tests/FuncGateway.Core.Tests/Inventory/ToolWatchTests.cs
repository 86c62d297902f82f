using System.Collections.Immutable;
using FuncGateway.Core.Inventory;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Inventory;

/// <summary>What a process has found, and its store may not have yet.</summary>
public sealed class ToolWatchTests
{
    private static readonly ServerInventory Inventory = new(Samples.NewServerId(), ImmutableDictionary.CreateRange<string, string>([new("a", "1"), new("b", "1")]));
    private static readonly FoundDefinition Other = new("2", Samples.Noon);

    [Fact]
    public void Note_OfAnotherDefinition_HasToBeRecordedOnce_AndCountsAtOnce()
    {
        var watch = new ToolWatch(Inventory);
        Assert.False(watch.HasChanged("a"));

        Assert.Equal((true, false, true), (watch.TryNote("a", "2"), watch.TryNote("a", "2"), watch.TryNote("a", "3")));

        Assert.Equal([true, true, false], new[] { "a", "A", "b" }.Select(watch.HasChanged));
    }

    [Fact]
    public void Note_OfANewTool_HasToBeRecorded_AndHidesNothing()
    {
        var watch = new ToolWatch(Inventory);

        Assert.True(watch.TryNote("new", "1"));

        Assert.False(watch.HasChanged("new"));
    }

    [Fact]
    public void Note_BeforeTheStoreHasIt_IsKeptByTheNextWatch()
    {
        var watch = new ToolWatch(Inventory);
        watch.TryNote("a", "2");
        watch.TryNote("new", "1");

        var next = new ToolWatch(Inventory with { Accepted = Inventory.Accepted.SetItem("c", "1") }, watch);

        Assert.Equal((true, false), (next.HasChanged("a"), next.TryNote("a", "2")));
        Assert.False(next.TryNote("new", "1"));
    }

    [Fact]
    public void Note_ThatTheStoreHasOrAPersonAccepted_IsForgottenByTheNextWatch()
    {
        var watch = new ToolWatch(Inventory);
        watch.TryNote("a", "2");
        watch.TryNote("b", "2");

        var recorded = new ToolWatch(Inventory with { Accepted = Inventory.Accepted.SetItem("b", "2"), Changed = Inventory.Changed.SetItem("a", Other) }, watch);
        var ended = new ToolWatch(Inventory with { Accepted = Inventory.Accepted.SetItem("b", "2") }, recorded);

        Assert.Equal((true, false), (recorded.HasChanged("a"), recorded.HasChanged("b")));
        Assert.Equal((false, true), (ended.HasChanged("a"), ended.TryNote("a", "2")));
    }

    // A change is recorded once a minute at most, so what was found besides may never have been.
    [Fact]
    public void Note_OfAToolThatHadChangedAlready_IsRecordedAgainOnceTheChangeIsAccepted()
    {
        var watch = new ToolWatch(Inventory with { Changed = Inventory.Changed.SetItem("a", Other) });
        Assert.Equal((false, true), (watch.TryNote("a", "2"), watch.TryNote("a", "3")));

        var next = new ToolWatch(Inventory with { Accepted = Inventory.Accepted.SetItem("a", "2") }, watch);

        Assert.Equal((false, true), (next.HasChanged("a"), next.TryNote("a", "3")));
    }

    [Fact]
    public void HasChanged_OfAToolThatCannotBeWatched_IsTrue()
    {
        var full = new ToolWatch(Inventory with { Accepted = Enumerable.Range(0, ServerInventory.MaxTools).ToImmutableDictionary(index => $"t{index}", _ => "1") });

        Assert.Equal((false, true), (full.HasChanged("t1"), full.HasChanged("new")));
        Assert.False(full.TryNote("new", "1"));
        Assert.Equal([false, true], new[] { 256, 257 }.Select(length => new ToolWatch(Inventory).HasChanged(new string('n', length))));
    }
}
