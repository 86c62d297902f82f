using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Approvals;

public sealed class OpenedApprovalsTests
{
    private static readonly ApprovalOpened ByEva = new("eva", Samples.Noon.AddMinutes(1));
    private readonly InMemoryApprovalStore _store = new();

    [Fact]
    public async Task NoteAsync_ASecondTime_KeepsTheFirst()
    {
        var id = await AddAsync();

        Assert.True(await NoteAsync(id, ByEva));
        Assert.True(await NoteAsync(id, new ApprovalOpened("kim", Samples.Noon.AddMinutes(2))));

        Assert.Equal(ByEva, (await GetAsync(id)).Opened);
    }

    [Fact]
    public async Task NoteAsync_WhileAnotherChangesTheRow_TriesAgainAndKeepsBoth()
    {
        var id = await AddAsync();
        _store.AfterNextSave = async () =>
        {
            // As if another instance had written first: what was just saved is taken back.
            var stored = await _store.FindAsync(id, default);
            await _store.SaveAsync(stored!.Value with { Opened = null, WatchedAt = Samples.Noon }, stored.Version, default);
            return SaveResult.Conflict;
        };

        Assert.True(await NoteAsync(id, ByEva));

        Assert.Equal((ByEva, Samples.Noon), ((await GetAsync(id)).Opened, (await GetAsync(id)).WatchedAt));
    }

    [Fact]
    public async Task NoteAsync_OfWhatIsDecided_LeavesTheRowAsItIs()
    {
        var id = await AddAsync();
        var stored = await _store.FindAsync(id, default);
        await _store.SaveAsync(stored!.Value with { State = ApprovalState.Approved, Answer = new ApprovalAnswer("kim", Samples.Noon, null) }, stored.Version, default);
        var version = (await _store.FindAsync(id, default))?.Version;

        Assert.True(await NoteAsync(id, ByEva));

        Assert.Equal(version, (await _store.FindAsync(id, default))?.Version);
    }

    [Fact]
    public async Task NoteAsync_OfNothing_IsFalse() => Assert.False(await NoteAsync(Samples.NewApproval().Id, ByEva));

    [Fact]
    public async Task NoteAsync_WhileTheFlowWaits_DisturbsNeitherTheDecisionNorTheEnd()
    {
        await using var world = new FlowWorld();
        var id = await world.BeginAsync();

        Assert.True(await new OpenedApprovals(world.Store).NoteAsync(id, ByEva, default));
        Assert.IsType<ApprovalChange.Done>(await world.DecideAsync(id, approves: true));

        await world.IsOverAsync(id);
        var approval = await world.GetAsync(id);
        Assert.Equal((ApprovalState.Approved, ByEva), (approval.State, approval.Opened));
    }

    private Task<bool> NoteAsync(ApprovalId id, ApprovalOpened opened) => new OpenedApprovals(_store).NoteAsync(id, opened, default);

    private async Task<Approval> GetAsync(ApprovalId id) => (await _store.FindAsync(id, default))!.Value;

    private async Task<ApprovalId> AddAsync()
    {
        var approval = Samples.NewApproval();
        await _store.AddAsync(approval, Array.Empty<byte>(), default);
        return approval.Id;
    }
}
