using System.Collections.Concurrent;
using FuncGateway.LocalHost.Terminal;

namespace FuncGateway.LocalHost.Tests.Terminal;

public sealed class TerminalQueueTests
{
    private const int Lines = 5_000;

    [Fact]
    public async Task Write_ToATerminalThatBlocks_DropsAndSaysHowMany()
    {
        using var released = new ManualResetEventSlim();
        var written = new ConcurrentQueue<string>();
        await using (var terminal = new TerminalQueue(Write, TimeProvider.System))
        {
            for (var number = 0; number < Lines; number++)
            {
                terminal.Write(new TerminalLine("line"));
            }

            released.Set();
        }

        var shown = written.Count(line => line == "line");
        Assert.InRange(shown, 1, Lines - 1);
        Assert.Contains($"… {Lines - shown} lines are not shown: the terminal was too slow.", written);

        void Write(TerminalLine line)
        {
            released.Wait();
            written.Enqueue(line.ToString());
        }
    }
}
