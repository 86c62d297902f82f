using FuncGateway.Policies.Analysis.Proposals;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Analysis.Proposals;

public sealed class PolicyProposalTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    [InlineData(6, 10)]
    [InlineData(11, 20)]
    [InlineData(50, 50)]
    [InlineData(51, 100)]
    [InlineData(1_000_001, 2_000_000)]
    public void RoundUp_IsTheNextOf125(int number, int rounded) => Assert.Equal(rounded, PolicyProposal.RoundUp(number));

    [Fact]
    public void Of_ToolsThatChangeThings_LimitsThemToWhatWasSeenRoundedUp()
    {
        var policy = Read(PolicyProposal.Of([Use("write_file", ToolClass.Write, perMinute: 3, perDay: 41), Use("read_file", ToolClass.Read)], Since));

        Assert.Equal([("minute", 5m), ("day", 50m)], policy.Decide(new ToolCall("write_file", default)).Charges.Select(charge => (charge.Limit.Window.Name, charge.Limit.Max)));
        Assert.Empty(policy.Decide(new ToolCall("read_file", default)).Charges);
        Assert.Equal(Verdict.Deny, policy.Decide(new ToolCall("delete_file", default)).Verdict);
    }

    [Fact]
    public void Of_AToolOfWhichSomeCallsWereApproved_AsksForAllOfThem() =>
        Assert.Equal(Verdict.Hold, Read(PolicyProposal.Of([Use("refund", ToolClass.Financial, held: 1)], Since)).Decide(new ToolCall("refund", default)).Verdict);

    [Fact]
    public void Of_ANameThatNoRuleCanHave_LeavesItOutAndSaysWhy()
    {
        var proposal = PolicyProposal.Of([Use("all_*", ToolClass.Read), Use("docs://a?key=(set)", null, Subject.Resource)], Since);

        Assert.Empty(proposal.Lines);
        Assert.Equal(2, proposal.LeftOut.Count);
    }

    [Fact]
    public void Of_MoreThanADocumentCanHave_IsADocumentAndNamesTheRest()
    {
        var uses = Enumerable.Range(0, 1_500).Select(number => Use($"{number:0000}_{new string('x', 500)}", ToolClass.Write)).ToArray();

        var proposal = PolicyProposal.Of(uses, Since);

        Assert.NotNull(Read(proposal));
        Assert.InRange(proposal.Lines.Count, 100, 1_000);
        Assert.Equal(uses.Length, proposal.Lines.Count + proposal.LeftOut.Count);
    }

    private static Policy Read(Proposal proposal)
    {
        var reading = PolicyReader.Read(proposal.Document);
        Assert.Empty(reading.Problems);
        return reading.Policy!;
    }

    private static ObservedUse Use(string name, ToolClass? toolClass, Subject subject = Subject.Tool, int perMinute = 1, int perDay = 1, int held = 0) =>
        new(subject, name, toolClass, Calls: perDay, Grants: 1, Since, Since.AddDays(1), perMinute, perDay, held);
}
