using CsCheck;
using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Approvals;

public sealed class ApprovalTests
{
    private const string Call = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    private static readonly Approval Pending = Samples.NewApproval();
    private static readonly DateTimeOffset Noon = Samples.Noon;

    [Fact]
    public void Approve_OfAPendingOne_KeepsWhoAndWhen()
    {
        var approved = Done(Pending.Approve(By("eva", 3)));

        Assert.Equal(ApprovalState.Approved, approved.State);
        Assert.Equal(new ApprovalAnswer("eva", Noon.AddMinutes(3), "fine"), approved.Answer);
        Assert.Equal(Noon.AddMinutes(18), approved.HoldsUntil);
    }

    [Fact]
    public void Open_OfAPendingOne_NotesTheFirstPersonAndNothingElse()
    {
        var opened = Done(Pending.Open(new ApprovalOpened("eva", Noon.AddMinutes(1))));

        Assert.Equal(Pending with { Opened = new ApprovalOpened("eva", Noon.AddMinutes(1)) }, opened);
        Assert.Contains("opened by eva", Why(opened.Open(new ApprovalOpened("kim", Noon.AddMinutes(2)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfWhatIsDecidedOrExpired_IsNotNoted()
    {
        Assert.Contains("approved by eva", Why(Done(Pending.Approve(By("eva", 3))).Open(new ApprovalOpened("kim", Noon.AddMinutes(4)))), StringComparison.Ordinal);
        Assert.Contains("expired at", Why(Pending.Open(new ApprovalOpened("kim", Noon.AddMinutes(15)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Consume_OfAnApprovedOne_WorksOnce()
    {
        var consumed = Done(Done(Pending.Approve(By("eva", 3))).Consume(Call, Noon.AddMinutes(4)));

        Assert.Equal((ApprovalState.Consumed, Call, Noon.AddMinutes(4)), (consumed.State, consumed.ConsumedBy, consumed.ConsumedAt));
        Assert.Contains("was approved by eva at 2026-11-02T12:03:00Z and was used for a call", Why(consumed.Consume("another", Noon.AddMinutes(5))), StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_ByTheCallThatConsumedIt_MakesItUsableAgainUntilTheSameTime()
    {
        var approved = Done(Pending.Approve(By("eva", 3)));
        var consumed = Done(approved.Consume(Call, Noon.AddMinutes(4)));

        Assert.Equal(approved, Done(consumed.Restore(Call, Noon.AddMinutes(5))));
        Assert.Contains("only the call that consumed it", Why(consumed.Restore("another", Noon.AddMinutes(5))), StringComparison.Ordinal);
    }

    [Fact]
    public void StateAt_OfWhatHasRunOut_IsExpired()
    {
        var approved = Done(Pending.Approve(By("eva", 3)));

        Assert.Equal(ApprovalState.Pending, Pending.StateAt(Noon.AddMinutes(15).AddTicks(-1)));
        Assert.Equal(ApprovalState.Expired, Pending.StateAt(Noon.AddMinutes(15)));
        Assert.Equal(ApprovalState.Approved, approved.StateAt(Noon.AddMinutes(18).AddTicks(-1)));
        Assert.Equal(ApprovalState.Expired, approved.StateAt(Noon.AddMinutes(18)));
        Assert.Contains("not used by", Why(approved.Consume(Call, Noon.AddMinutes(18))), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_OfAPendingOne_HoldsAsLongAsTheTimeout()
    {
        var refused = Done(Pending.Refuse(By("eva", 3)));

        Assert.True(refused.RefusesAt(Noon.AddMinutes(18).AddTicks(-1)));
        Assert.False(refused.RefusesAt(Noon.AddMinutes(18)));
    }

    [Fact]
    public void Expire_BeforeItsTime_IsRefusedWithTheTime()
    {
        Assert.Contains("2026-", Why(Pending.Expire(Noon.AddMinutes(14))), StringComparison.Ordinal);
        Assert.Equal(ApprovalState.Expired, Done(Pending.Expire(Noon.AddMinutes(15))).State);
    }

    [Fact]
    public void Decide_OfWhatIsDecidedOrExpired_SaysHowItStands()
    {
        var approved = Done(Pending.Approve(By("eva", 3)));

        Assert.StartsWith("The approval was approved by eva at", Why(approved.Refuse(By("kim", 4))), StringComparison.Ordinal);
        Assert.StartsWith("The approval expired at", Why(Pending.Approve(By("kim", 15))), StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_InAnyOrder_LetACallThroughOnlyWhenApprovedAndOncePerRestore() =>
        Gen.Int[0, 6].Array[0, 30].Sample(wishes =>
        {
            var (approval, now) = (Pending, Noon);
            var (approvals, consumed, restored) = (0, 0, 0);
            foreach (var wish in wishes)
            {
                now = now.AddMinutes(2);
                var change = wish switch
                {
                    0 => approval.Approve(new ApprovalAnswer("eva", now, null)),
                    1 => approval.Refuse(new ApprovalAnswer("kim", now, null)),
                    2 => approval.Expire(now),
                    3 => approval.Consume(Call, now),
                    5 => approval.End(Call, new ApprovalEnding(RunOutcome.Error, false, now)),
                    6 => approval.Tell(approval.Ending, now),
                    _ => approval.Restore(Call, now),
                };
                if (change is ApprovalChange.Done { Next: var next })
                {
                    approval = next;
                    approvals += wish == 0 ? 1 : 0;
                    consumed += wish == 3 ? 1 : 0;
                    restored += wish == 4 ? 1 : 0;
                }
            }

            Assert.True(approvals <= 1);
            Assert.InRange(consumed, 0, approvals + restored);
        });

    [Fact]
    public void Run_WithoutARecordedEnding_IsUnknownAndNotDelivered()
    {
        var consumed = Done(Done(Pending.Approve(By("eva", 3))).Consume(Call, Noon.AddMinutes(4)));

        Assert.Equal(new ApprovalRun(consumed.Id, Call, Noon.AddMinutes(4), RunOutcome.Unknown, false), consumed.Untold);
        Assert.NotNull(consumed.MayRunUntil);
        var ended = Done(consumed.End(Call, new ApprovalEnding(RunOutcome.Answered, true, Noon.AddMinutes(5))));
        Assert.Equal((null, null, RunOutcome.Answered), (ended.Untold, ended.MayRunUntil, ended.Run?.Outcome));
        Assert.Contains("and was used for a call", Why(consumed.End("another", new ApprovalEnding(RunOutcome.Answered, true, Noon.AddMinutes(5)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Tell_OfAnEndingThatIsOutOfDate_IsNotRecordedSoThatTheNewOneIsTold()
    {
        var consumed = Done(Done(Pending.Approve(By("eva", 3))).Consume(Call, Noon.AddMinutes(4)));
        var ending = new ApprovalEnding(RunOutcome.Error, false, Noon.AddMinutes(5));
        var told = Done(consumed.Tell(null, Noon.AddMinutes(5)));

        Assert.Null(told.Untold);
        Assert.Equal(RunOutcome.Error, Done(told.End(Call, ending)).Untold?.Outcome);
        Assert.IsType<ApprovalChange.Illegal>(Done(consumed.End(Call, ending)).Tell(null, Noon.AddMinutes(6)));
        Assert.Null(Done(Done(consumed.End(Call, ending)).Tell(ending, Noon.AddMinutes(6))).Untold);
    }

    private static ApprovalAnswer By(string name, int minutes) => new(name, Noon.AddMinutes(minutes), "fine");

    private static Approval Done(ApprovalChange change) => Assert.IsType<ApprovalChange.Done>(change).Next;

    private static string Why(ApprovalChange change) => Assert.IsType<ApprovalChange.Illegal>(change).Why;
}
