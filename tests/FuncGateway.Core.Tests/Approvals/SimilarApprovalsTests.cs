using FuncGateway.Core.Approvals;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Approvals;

public sealed class SimilarApprovalsTests
{
    private static readonly ServerId Server = Samples.NewServerId();
    private readonly InMemoryApprovalStore _store = new();
    private DateTimeOffset _now = Samples.Noon;

    [Fact]
    public async Task FindAsync_OfOneTool_HasTheLatestDecidedAndTheLatestApproved()
    {
        var approved = await AddAsync(ApprovalState.Consumed);
        var refused = new List<Approval>();
        for (var count = 0; count < 6; count++)
        {
            refused.Add(await AddAsync(ApprovalState.Refused));
        }

        await AddAsync(ApprovalState.Pending);
        await AddAsync(ApprovalState.Expired);
        await AddAsync(ApprovalState.Approved, Samples.NewServerId());
        await AddAsync(ApprovalState.Approved, tool: "another");

        var found = await FindAsync(await AddAsync(ApprovalState.Pending));

        Assert.Equal(refused.AsEnumerable().Reverse().Take(5), found.Decided);
        Assert.Equal(approved, found.LastApproved);
    }

    [Fact]
    public async Task FindAsync_OfADecidedOne_LeavesItOut()
    {
        var (older, asked) = (await AddAsync(ApprovalState.Approved), await AddAsync(ApprovalState.Approved));

        var found = await FindAsync(asked);

        Assert.Equal([older], found.Decided);
        Assert.Equal(older, found.LastApproved);
    }

    [Fact]
    public async Task FindAsync_AmongManyOfOtherServers_LooksAtThreePagesAtMost()
    {
        await AddAsync(ApprovalState.Approved);
        for (var count = 0; count < 60; count++)
        {
            await AddAsync(ApprovalState.Approved, Samples.NewServerId());
        }

        var found = await FindAsync(Samples.NewApproval(Server));

        Assert.Equal((0, null), (found.Decided.Count, found.LastApproved));
    }

    private Task<SimilarDecisions> FindAsync(Approval approval) => new SimilarApprovals(_store).FindAsync(approval, default);

    private async Task<Approval> AddAsync(ApprovalState state, ServerId? server = null, string? tool = null)
    {
        var pending = Samples.NewApproval(server ?? Server);
        _now += TimeSpan.FromSeconds(1);
        var approval = pending with
        {
            CreatedAt = _now,
            State = state,
            Subject = pending.Subject with { Tool = tool ?? pending.Subject.Tool },
            Answer = state is ApprovalState.Pending or ApprovalState.Expired ? null : new ApprovalAnswer("eva", _now, null),
        };
        await _store.AddAsync(approval, Array.Empty<byte>(), default);
        return approval;
    }
}
