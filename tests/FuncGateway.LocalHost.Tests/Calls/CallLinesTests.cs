using System.Collections.Concurrent;
using System.Text;
using FuncGateway.Core.Audit;
using FuncGateway.LocalHost.Calls;
using FuncGateway.LocalHost.Terminal;

namespace FuncGateway.LocalHost.Tests.Calls;

public sealed class CallLinesTests
{
    private static readonly ChainName Chain = new(AuditStream.Calls, new DateOnly(2026, 9, 26), "01J8Q8K0000000000000000000");

    [Fact]
    public async Task Show_ACallWhoseEndingIsInALaterBlock_ShowsItOnce()
    {
        var written = new ConcurrentQueue<TerminalLine>();
        await using (var terminal = new TerminalQueue(written.Enqueue, TimeProvider.System))
        {
            await using var lines = new CallLines(terminal, TimeProvider.System) { IsOn = true };
            var begun = new CallEntry("01J8Q8K0000000000000000001", DateTimeOffset.UnixEpoch) { Server = "files", GrantLabel = "ci", Method = "tools/call", Tool = "read", Verdict = AuditVerdict.Allow };
            lines.Show(Block(AuditJson.Write(begun)));
            lines.Show(Block(Encoding.UTF8.GetString(AuditJson.WriteLine(begun, new AuditEnding(AuditOutcome.Answered) { LatencyMs = 7 })) + "\nnot a record"));
        }

        Assert.EndsWith("files/read                allowed      7 ms", Assert.Single(written).ToString(), StringComparison.Ordinal);
    }

    private static AuditBlock Block(string lines) => new(Chain, 1, "", "", "", "") { Lines = Encoding.UTF8.GetBytes(lines) };
}
