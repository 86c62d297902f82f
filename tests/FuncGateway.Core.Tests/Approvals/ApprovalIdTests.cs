using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Approvals;

public sealed class ApprovalIdTests
{
    private static readonly ApprovalSubject Subject = Samples.NewApproval().Subject;

    [Fact]
    public void Of_EachPartOfTheCall_IsBoundOnItsOwn()
    {
        var server = Samples.NewServer(Subject.Server);
        var terms = Samples.Terms("/a");
        var key = CallKey.Of(Subject.Grant, server, "tool", "digest", terms);
        CallKey[] others =
        [
            CallKey.Of(Samples.NewGrant().Id, server, "tool", "digest", terms),
            CallKey.Of(Subject.Grant, Samples.NewServer(), "tool", "digest", terms),
            CallKey.Of(Subject.Grant, server with { UpstreamUrl = new Uri("https://other.example.com/mcp") }, "tool", "digest", terms),
            CallKey.Of(Subject.Grant, server with { Headers = new Dictionary<string, string> { ["X-Api-Key"] = "@secret:other" } }, "tool", "digest", terms),
            CallKey.Of(Subject.Grant, server with { Headers = new Dictionary<string, string>() }, "tool", "digest", terms),
            CallKey.Of(Subject.Grant, server, "tools", "digest", terms),
            CallKey.Of(Subject.Grant, server, "tool", "other", terms),
            CallKey.Of(Subject.Grant, server, "tool", "digest", Samples.Terms("/b")),
            CallKey.Of(Subject.Grant, server, "tool", "digest", Samples.Terms("/a", "other")),
            CallKey.Of(Subject.Grant, server, "tool/", "digest", Samples.Terms("a")),
        ];

        Assert.Equal(key, CallKey.Of(Subject.Grant, server with { Name = "renamed" }, "tool", "digest", terms));
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
