using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Approvals;

public sealed class ApprovalIdTests
{
    private static readonly ApprovalSubject Subject = Samples.NewApproval().Subject;

    [Fact]
    public void Of_EachPartOfTheCall_IsBoundOnItsOwn()
    {
        var key = CallKey.Of(Subject.Grant, Subject.Server, "tool", "{}"u8, "/a", "rule");
        CallKey[] others =
        [
            CallKey.Of(Samples.NewGrant().Id, Subject.Server, "tool", "{}"u8, "/a", "rule"),
            CallKey.Of(Subject.Grant, Samples.NewServerId(), "tool", "{}"u8, "/a", "rule"),
            CallKey.Of(Subject.Grant, Subject.Server, "tools", "{}"u8, "/a", "rule"),
            CallKey.Of(Subject.Grant, Subject.Server, "tool", "[]"u8, "/a", "rule"),
            CallKey.Of(Subject.Grant, Subject.Server, "tool", "{}"u8, "/b", "rule"),
            CallKey.Of(Subject.Grant, Subject.Server, "tool", "{}"u8, "/a", "other"),
            CallKey.Of(Subject.Grant, Subject.Server, "tool/", "{}"u8, "a", "rule"),
        ];

        Assert.Equal(key, CallKey.Of(Subject.Grant, Subject.Server, "tool", "{}"u8, "/a", "rule"));
        Assert.Equal(others.Length + 1, others.Append(key).Distinct().Count());
    }

    [Fact]
    public void TryParse_OfWhatWasPrinted_GivesTheSame()
    {
        var id = Samples.NewApproval().Id.Next();

        Assert.True(ApprovalId.TryParse(id.ToString(), out var parsed));
        Assert.Equal(id, parsed);
        Assert.Equal(2, parsed.Round);
    }

    [Theory]
    [InlineData("-0")]
    [InlineData("-01")]
    [InlineData("-1000000")]
    [InlineData("-+1")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-1-1")]
    public void TryParse_OfAnotherNameForAnId_Refuses(string end)
    {
        var key = Samples.NewApproval().Id.Call.Value;

        Assert.False(ApprovalId.TryParse(key + end, out _));
        Assert.False(ApprovalId.TryParse(key.ToUpperInvariant() + "-1", out _));
    }
}
