using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Contracts;
using static FuncGateway.Core.Approvals.ApprovalStepKind;

namespace FuncGateway.Core.Tests.Approvals;

public sealed class ApprovalTimelineTests
{
    private static readonly DateTimeOffset Noon = Samples.Noon;

    private static readonly Approval Ran = Samples.NewApproval() with
    {
        State = ApprovalState.Consumed,
        Webhook = new WebhookDelivery(2, Noon.AddSeconds(3)),
        Opened = new ApprovalOpened("kim", Noon.AddMinutes(1)),
        Answer = new ApprovalAnswer("eva", Noon.AddMinutes(2), "It is due"),
        ConsumedAt = Noon.AddMinutes(3),
        ConsumedBy = "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        Ending = new ApprovalEnding(RunOutcome.Answered, true, Noon.AddMinutes(4)),
    };

    [Fact]
    public void Of_ACallThatRan_TellsEachStepOldestFirst()
    {
        var steps = ApprovalTimeline.Of(Ran, Noon.AddHours(1));

        Assert.Equal([Asked, Notified, Opened, Decided, Consumed, Answered], steps.Select(step => step.Kind));
        Assert.Equal([Noon, Noon.AddSeconds(3), Noon.AddMinutes(1), Noon.AddMinutes(2), Noon.AddMinutes(3), Noon.AddMinutes(4)], steps.Select(step => step.At));
        Assert.Equal(["Nightly agent", null, "kim", "eva", null, null], steps.Select(step => step.By));
        Assert.Equal("Approved by eva: It is due", steps[3].Text);
        Assert.Contains("01ARZ3NDEKTSV4RRFFQ69G5FAV", steps[4].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AWebhookDeliveredAfterTheDecision_HasTheOrderOfTheTimes() =>
        Assert.Equal(
            [Asked, Opened, Decided, Notified, Consumed, Answered],
            ApprovalTimeline.Of(Ran with { Webhook = new WebhookDelivery(1, Noon.AddMinutes(2.5)) }, Noon.AddHours(1)).Select(step => step.Kind));

    [Theory]
    [InlineData(RunOutcome.Answered, false, "did not reach the agent")]
    [InlineData(RunOutcome.Error, true, "with an error")]
    [InlineData(RunOutcome.Unknown, false, "may have been done")]
    public void Of_ACallThatEnded_SaysWhatBecameOfIt(RunOutcome outcome, bool isDelivered, string text) =>
        Assert.Contains(text, ApprovalTimeline.Of(Ran with { Ending = new ApprovalEnding(outcome, isDelivered, Noon.AddMinutes(4)) }, Noon.AddHours(1))[^1].Text, StringComparison.Ordinal);

    [Fact]
    public void Of_AWebhookThatFails_SaysWhenAndWhy()
    {
        var approval = Samples.NewApproval() with { WatchedAt = Noon.AddSeconds(1), Webhook = new WebhookDelivery(3, Problem: "It answered HTTP 500.", FailedAt: Noon.AddSeconds(9)) };

        var step = ApprovalTimeline.Of(approval, Noon.AddMinutes(1))[^1];

        Assert.Equal(new ApprovalStep(NotNotified, Noon.AddSeconds(9), null, "The webhook was not delivered (3 attempts): It answered HTTP 500."), step);
    }

    [Fact]
    public void Of_AnApprovalWithoutAWebhook_SaysThatNobodyWasNotified()
    {
        Assert.Single(ApprovalTimeline.Of(Samples.NewApproval(), Noon));
        Assert.Contains("no webhook is configured", ApprovalTimeline.Of(Samples.NewApproval() with { WatchedAt = Noon }, Noon)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WhatHasRunOut_EndsWithTheTimeAtWhichItDid()
    {
        var undecided = ApprovalTimeline.Of(Samples.NewApproval(), Noon.AddMinutes(15))[^1];
        var unused = ApprovalTimeline.Of(Samples.NewApproval() with { State = ApprovalState.Approved, Answer = new ApprovalAnswer("eva", Noon.AddMinutes(3), null) }, Noon.AddMinutes(18))[^1];

        Assert.Equal((Expired, Noon.AddMinutes(15), "Nobody decided in time."), (undecided.Kind, undecided.At, undecided.Text));
        Assert.Equal((Expired, Noon.AddMinutes(18), "The approval was not used in time."), (unused.Kind, unused.At, unused.Text));
    }

    [Fact]
    public void Of_ARefusal_DoesNotExpire() =>
        Assert.Equal("Refused by eva.", ApprovalTimeline.Of(Samples.NewApproval() with { State = ApprovalState.Refused, Answer = new ApprovalAnswer("eva", Noon, null) }, Noon.AddDays(1))[^1].Text);
}
