using FuncGateway.Core.Audit;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Audit;

/// <summary>The words that entries are written in.</summary>
public sealed class AuditWordsTests
{
    private const string Id = "01KB0000000000000000000000";

    [Fact]
    public void Entry_OfALimitedCall_NamesStreamVerdictAndOutcome()
    {
        var json = AuditJson.Write(new CallEntry(Id, Samples.Noon) { Verdict = AuditVerdict.Limited, Outcome = AuditOutcome.Refused, GrantLabel = "Nightly" });

        Assert.Contains("\"stream\":\"calls\"", json, StringComparison.Ordinal);
        Assert.Contains("\"verdict\":\"limited\"", json, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"refused\"", json, StringComparison.Ordinal);
        Assert.Contains("\"grantLabel\":\"Nightly\"", json, StringComparison.Ordinal);
        Assert.Contains("\"stream\":\"admin\"", AuditJson.Write(new AdminEntry(Id, Samples.Noon, "ann", [], "putServer", "jobs")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"verdict\":\"allow\",\"outcome\":\"limited\"", AuditVerdict.Limited, AuditOutcome.Refused)]
    [InlineData("\"outcome\":\"limited\",\"verdict\":\"hold\"", AuditVerdict.Limited, AuditOutcome.Refused)]
    [InlineData("\"verdict\":\"deny\",\"outcome\":\"denied\"", AuditVerdict.Deny, AuditOutcome.Refused)]
    [InlineData("\"verdict\":\"allow\",\"outcome\":\"cancelled\"", AuditVerdict.Allow, AuditOutcome.Cancelled)]
    public void Entry_OfAnEarlierRelease_IsReadInThePresentWords(string fields, AuditVerdict verdict, AuditOutcome outcome)
    {
        var entry = AuditJson.ReadEntry(AuditStream.Calls, $$"""{"tool":"a","argumentsSha256":"00","message":"\"outcome\":\"denied\"",{{fields}},"id":"{{Id}}","at":"2026-11-02T12:00:00+00:00"}""");

        var call = Assert.IsType<CallEntry>(entry);
        Assert.Equal((verdict, outcome, "a", "\"outcome\":\"denied\""), (call.Verdict, call.Outcome, call.Tool, call.Message));
        Assert.DoesNotContain("Sha256", AuditJson.Write(call), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(AuditStream.Calls, "tool_error", AuditOutcome.Error)]
    [InlineData(AuditStream.Calls, "refused", AuditOutcome.Error)]
    [InlineData(AuditStream.Calls, "answered", AuditOutcome.Answered)]
    [InlineData(AuditStream.Admin, "refused", AuditOutcome.Refused)]
    public void Ending_OfAnEarlierRelease_IsReadInThePresentWords(AuditStream stream, string word, AuditOutcome outcome) =>
        Assert.Equal(outcome, AuditJson.ReadEnding(stream, $$"""{"outcome":"{{word}}","latencyMs":5}""")?.Outcome);

    [Theory]
    [InlineData("file:///etc/passwd", "file:///etc/passwd")]
    [InlineData("https://user:pw@host/a@b?key=secret#x", "https://host/a@b?(set)")]
    [InlineData("https://host#frag?x", "https://host#(set)")]
    [InlineData("urn:x:y?z", "urn:x:y?(set)")]
    [InlineData("", "")]
    public void Uri_OfAResource_IsRecordedWithoutWhatMayBeACredential(string uri, string recorded) =>
        Assert.Equal(recorded, AuditNames.Uri(uri));

    [Theory]
    [InlineData("Nightly agent", "Nightly agent")]
    [InlineData("evil\u202egnp.exe\u0007\n", "evil\\u{202e}gnp.exe\\u{7}\\u{a}")]
    public void Label_OfAGrant_IsMadeVisible(string label, string recorded) => Assert.Equal(recorded, AuditNames.Visible(label));

    [Fact]
    public void Label_ThatIsLong_IsCut() => Assert.Equal(new string('x', 128) + "…", AuditNames.Visible(new string('x', 1_000)));
}
