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

    [Fact]
    public void Lines_OfEntriesAndEndings_AreReadAsTheyWere()
    {
        var call = new CallEntry(Id, Samples.Noon) { Verdict = AuditVerdict.Allow, Tool = "a", Message = "{\"ends\":1}" };
        var action = new AdminEntry(Id, Samples.Noon, "ann", ["Admin"], "putServer", "jobs");

        Assert.Equal((call, null), AuditJson.ReadLine(AuditStream.Calls, AuditJson.WriteLine(call)));
        Assert.Equal("putServer", Assert.IsType<AdminEntry>(AuditJson.ReadLine(AuditStream.Admin, AuditJson.WriteLine(action)).Entry).Action);
        Assert.Equal((null, new AuditEnding(AuditOutcome.Error) { Ends = Id, LatencyMs = 5 }), AuditJson.ReadLine(AuditStream.Calls, AuditJson.WriteLine(call, new AuditEnding(AuditOutcome.Error) { LatencyMs = 5 })));
        Assert.Equal((null, null), AuditJson.ReadLine(AuditStream.Calls, "{"u8));
    }

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
