using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Tests.Servers;
using FuncGateway.Policies.Tools;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Core.Tests.Inventory;

public sealed class ServerScanningTests
{
    private const string A = """{"name":"a","description":"A."}""";
    private const string OtherA = """{"name":"a","description":"B."}""";
    private const string B = """{"name":"b"}""";

    private readonly FakeTimeProvider _time = new(Samples.Noon);
    private readonly InMemoryServerStore _servers = new();
    private readonly InMemoryInventoryStore _store = new();
    private readonly FakeScanner _scanner = new();
    private readonly Server _server = Samples.NewServer();

    private ServerScanning Scanning => new(new OpenedServers(_servers, CredentialSealingTests.SealingWith(1)), _scanner, _store, new ServerProblems(), _time);

    private InventoryEditing Editing => new(_store, _time);

    [Fact]
    public async Task Scan_TheFirst_IsAcceptedAsAWhole()
    {
        var kept = await ScanAsync(A, B);

        Assert.True(kept.IsFirst);
        Assert.Empty(kept.Differences);
        Assert.Equal(1, kept.Snapshot.Number);
        Assert.Equal(["a", "b"], (await InventoryAsync()).Accepted.Keys.Order());
    }

    [Fact]
    public async Task Scan_OfAChangedTool_ChangesNothingAccepted_UntilAPersonAcceptsIt()
    {
        await ScanAsync(A);

        var kept = await ScanAsync(OtherA, B);

        Assert.Equal(["a Text description", "b Added "], kept.Differences.Select(difference => $"{difference.Name} {difference.Change} {difference.Where}"));
        Assert.Equal(["a"], (await InventoryAsync()).Changed.Keys);
        Assert.Equal([ToolState.Changed, ToolState.New], InventoriedTool.ListOf(kept.Snapshot, await InventoryAsync(), isTrusted: false).Select(tool => tool.State));

        Assert.IsType<InventoryEdit.Saved>(await Editing.AcceptAsync(_server.Id, "a", null, default));
        Assert.Empty((await InventoryAsync()).Changed);
        await ScanAsync(A);
        Assert.Equal(["a"], (await InventoryAsync()).Changed.Keys);
    }

    [Fact]
    public async Task Scan_ThatFindsTheAcceptedDefinitionAgain_EndsTheChange()
    {
        await ScanAsync(A);
        await ScanAsync(OtherA);
        _time.Advance(TimeSpan.FromSeconds(1));

        await ScanAsync(A);

        Assert.Empty((await InventoryAsync()).Changed);
    }

    [Fact]
    public async Task Scan_OfANewToolThatChanges_IsChanged_UntilAPersonAcceptsIt()
    {
        await ScanAsync(B);
        await ScanAsync(A, B);
        Assert.Equal(["a"], (await InventoryAsync()).New.Keys);
        Assert.Empty((await InventoryAsync()).Changed);

        var kept = await ScanAsync(OtherA, B);

        Assert.Equal(["a"], (await InventoryAsync()).Changed.Keys);
        Assert.Equal([ToolState.Changed, ToolState.Accepted], InventoriedTool.ListOf(kept.Snapshot, await InventoryAsync(), isTrusted: false).Select(tool => tool.State));
        Assert.IsType<InventoryEdit.Saved>(await Editing.AcceptAsync(_server.Id, "a", null, default));
        Assert.Equal((0, 0), ((await InventoryAsync()).New.Count, (await InventoryAsync()).Changed.Count));
    }

    [Fact]
    public async Task Scan_AToolThatWasRemovedAndComesBackAsAnother_IsChanged()
    {
        await ScanAsync(A, B);
        Assert.Equal(ToolChange.Removed, Assert.Single((await ScanAsync(B)).Differences).Change);

        await ScanAsync(OtherA, B);

        Assert.Equal(["a"], (await InventoryAsync()).Changed.Keys);
    }

    [Fact]
    public async Task Scan_WhoseListStoppedEarly_CallsNothingRemoved()
    {
        await ScanAsync(A, B);
        _scanner.Result = new ScanResult.Reached(FakeScanner.ServerWith(A) with { Tools = new(FakeScanner.ServerWith(A).Tools.Entries, "It stopped.") });

        Assert.Empty(Assert.IsType<ScanOutcome.Kept>(await Scanning.ScanAsync(_server.Id, "p", default)).Differences);
    }

    [Fact]
    public async Task Scan_ThatFails_KeepsNothing()
    {
        await _servers.SaveAsync(_server, null, default);
        _scanner.Result = new ScanResult.Failed("It is down.", NeedsAuthentication: true);

        Assert.Equal(new ScanOutcome.Failed("It is down.", true), await Scanning.ScanAsync(_server.Id, "p", default));

        Assert.Null(await _store.FindAsync(_server.Id, default));
        Assert.IsType<ScanOutcome.Unknown>(await Scanning.ScanAsync(Samples.NewServerId(), "p", default));
    }

    [Fact]
    public async Task Scans_AtTheSameTime_EachKeepTheirOwnSnapshot()
    {
        await ScanAsync(A);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Scanning.ScanAsync(_server.Id, "p", default)));

        Assert.Equal([5, 4, 3, 2, 1], await _store.ListSnapshotsAsync(_server.Id, default).Select(summary => summary.Number).ToListAsync());
    }

    [Fact]
    public async Task Scans_BeyondTheMaximum_RemoveTheOldest()
    {
        for (var scan = 0; scan < ServerScanning.MaxSnapshots + 2; scan++)
        {
            await ScanAsync(A);
        }

        Assert.Equal(ServerScanning.MaxSnapshots, await _store.ListSnapshotsAsync(_server.Id, default).CountAsync());
        Assert.Null(await _store.FindSnapshotAsync(_server.Id, 2, default));
    }

    [Fact]
    public async Task Accept_ADefinitionThatHasChangedAgainSinceTheScan_IsRefused()
    {
        await ScanAsync(A);
        await ScanAsync(OtherA);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await NoteAsync("a", "another"));

        Assert.Equal(new InventoryEdit.ChangedSince(2), await Editing.AcceptAsync(_server.Id, "a", null, default));
        Assert.Equal(new InventoryEdit.UnknownTool(2), await Editing.AcceptAsync(_server.Id, "c", null, default));
        Assert.IsType<InventoryEdit.NotScanned>(await Editing.AcceptAsync(Samples.NewServerId(), "a", null, default));
    }

    [Fact]
    public async Task Note_NamesATool_OnceUntilItIsAccepted_AndKeepsOneChangeAMinute()
    {
        await ScanAsync(A);
        var accepted = (await InventoryAsync()).Accepted["a"];

        Assert.Empty(await NoteAsync("a", accepted));
        Assert.Equal(["+later"], await NoteAsync("later", "x"));
        Assert.Empty(await NoteAsync("later", "x"));
        Assert.Equal(["later"], await NoteAsync("later", "y"));
        Assert.Equal(["a"], await NoteAsync("a", "x"));
        Assert.Empty(await NoteAsync("a", "x"));
        Assert.Empty(await NoteAsync("a", "y"));
        Assert.Equal("x", (await InventoryAsync()).Changed["a"].Fingerprint);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await NoteAsync("a", "z"));
        Assert.Equal("z", (await InventoryAsync()).Changed["a"].Fingerprint);
    }

    [Fact]
    public async Task Note_WhoseRecordFails_StoresNothing_AndRecordsItTheNextTime()
    {
        await ScanAsync(A);
        var recorded = new List<string>();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => NoteAsync("a", "x", _ => throw new StoreUnavailableException("The audit log does not answer.")));
        Assert.Empty((await InventoryAsync()).Changed);
        Assert.Equal(["a"], await NoteAsync("a", "x", async tools =>
        {
            Assert.Empty((await InventoryAsync()).Changed);
            recorded.AddRange(tools.Select(tool => tool.Tool));
        }));

        Assert.Equal(["a"], recorded);
        Assert.Equal("x", (await InventoryAsync()).Changed["a"].Fingerprint);
    }

    [Fact]
    public async Task Note_ThatMeetsAConflict_RecordsAToolOnce()
    {
        await ScanAsync(A);
        var recorded = new List<string>();

        await NoteAsync("a", "x", async tools =>
        {
            recorded.AddRange(tools.Select(tool => tool.Tool));
            Assert.IsType<InventoryEdit.Saved>(await Editing.ClassifyAsync(_server.Id, "a", ToolClass.Write, "Kim", default));
        });

        Assert.Equal(["a"], recorded);
        Assert.Equal(("x", ToolClass.Write), ((await InventoryAsync()).Changed["a"].Fingerprint, (await InventoryAsync()).Classes["a"].Class));
    }

    [Fact]
    public async Task Warnings_NameWhatIsNotInTheInventory()
    {
        var kept = await ScanAsync(A, """{"name":""}""", """{"name":5}""", $$"""{"name":"{{new string('n', 257)}}"}""", OtherA, """{"name":"b"}""");

        Assert.Equal(
            ["3 tools without a name of 1 to 256 characters: neither classified nor accepted, and hidden if the server has 'onChange: hide'.", "Listed more than once, so only the first definition counts: 'a'."],
            SnapshotWarnings.Of(kept.Snapshot, kept.Inventory));
    }

    [Fact]
    public async Task Warnings_OfASnapshotWithTooManyNames_SayHowManyToolsAreNotWatched()
    {
        var kept = await ScanAsync([.. Enumerable.Range(0, 600).Select(index => $$"""{"name":"{{index:D256}}"}""")]);

        Assert.Equal(512, (await InventoryAsync()).Accepted.Count);
        Assert.StartsWith("88 tools too many", Assert.Single(SnapshotWarnings.Of(kept.Snapshot, kept.Inventory)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_ThatBeganBeforeAChangeWasFound_DoesNotEndIt()
    {
        await ScanAsync(A);
        _scanner.Meanwhile = async () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await NoteAsync("a", "x");
        };

        await ScanAsync(A);

        Assert.Equal(["a"], (await InventoryAsync()).Changed.Keys);
    }

    [Fact]
    public async Task Scan_OfAServerThatIsRemovedOrMovedMeanwhile_KeepsNothing()
    {
        await ScanAsync(A);
        _scanner.Meanwhile = async () =>
        {
            var stored = await _servers.FindAsync(_server.Id, default);
            await _servers.SaveAsync(_server with { UpstreamUrl = new Uri("https://other.example.com/") }, stored?.Version, default);
        };
        Assert.IsType<ScanOutcome.Failed>(await Scanning.ScanAsync(_server.Id, "p", default));
        Assert.Equal(1, await _store.ListSnapshotsAsync(_server.Id, default).CountAsync());

        _scanner.Meanwhile = async () => await _servers.DeleteAsync(_server.Id, (await _servers.FindAsync(_server.Id, default))?.Version ?? default, default);
        Assert.IsType<ScanOutcome.Unknown>(await Scanning.ScanAsync(_server.Id, "p", default));
        Assert.Null(await _store.FindAsync(_server.Id, default));
        Assert.Equal(0, await _store.ListSnapshotsAsync(_server.Id, default).CountAsync());
    }

    [Fact]
    public async Task Accept_WhatAPersonHasNotLookedAt_IsRefused()
    {
        await ScanAsync(A);
        var kept = await ScanAsync(OtherA);

        Assert.Equal(new InventoryEdit.OtherDefinition(2), await Editing.AcceptAsync(_server.Id, "a", "another", default));
        Assert.IsType<InventoryEdit.Saved>(await Editing.AcceptAsync(_server.Id, "a", kept.Snapshot.Fingerprints.Single().Value, default));
    }

    [Fact]
    public async Task Classify_SetsAClassThatSurvivesScans_AndIsShownAsSet()
    {
        await ScanAsync("""{"name":"delete_all"}""");
        Assert.IsType<InventoryEdit.Saved>(await Editing.ClassifyAsync(_server.Id, "delete_all", ToolClass.Read, "Kim", default));
        await ScanAsync("""{"name":"delete_all"}""");

        var tool = Assert.Single(InventoriedTool.ListOf(Assert.IsType<Snapshot>(await _store.FindNewestAsync(_server.Id, default)), await InventoryAsync(), isTrusted: false));

        Assert.Equal((ToolClass.Read, ToolClass.Destructive, "Kim"), (tool.Class, tool.Classification.Class, tool.Override?.By));
        Assert.IsType<InventoryEdit.Saved>(await Editing.ClassifyAsync(_server.Id, "delete_all", null, "Kim", default));
        Assert.Empty((await InventoryAsync()).Classes);
    }

    private async Task<ScanOutcome.Kept> ScanAsync(params string[] tools)
    {
        await _servers.SaveAsync(_server, null, default);
        _scanner.Finds(tools);
        return Assert.IsType<ScanOutcome.Kept>(await Scanning.ScanAsync(_server.Id, "p", default));
    }

    // Returns the tools that changed; with a plus sign before those that are new.
    private async Task<string[]> NoteAsync(string tool, string fingerprint, Func<IReadOnlyCollection<NotedTool>, Task>? record = null) =>
        [.. (await Editing.NoteAsync(_server.Id, new Dictionary<string, string> { [tool] = fingerprint }, record ?? (_ => Task.CompletedTask), default)).Select(noted => noted.IsNew ? $"+{noted.Tool}" : noted.Tool)];

    private async Task<ServerInventory> InventoryAsync() => (await _store.FindAsync(_server.Id, default))?.Value ?? throw new InvalidOperationException("There is no inventory.");
}
