using System.Text;
using FuncGateway.Mcp.Tests.Relay;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Streams;

/// <summary>A long event is judged alike wherever it is split: what one client would read in it must not depend on how it arrives.</summary>
public sealed class SplitEventTests
{
    private const string Mark = "all-of-the-first-part";
    private static readonly byte[] Start = [.. Encoding.UTF8.GetBytes($"data: {{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{{\"x\":\"{new string('x', 300_000)}{Mark}")];

    /// <summary>What would be a line of its own for some clients, with every place at which it can be split.</summary>
    public static TheoryData<byte[], byte[]> Splits
    {
        get
        {
            var all = new TheoryData<byte[], byte[]>();
            foreach (var end in new[] { "\u0085", "\u2028", "\u2029" })
            {
                var bytes = Encoding.UTF8.GetBytes(end);
                for (var at = 0; at < bytes.Length; at++)
                {
                    all.Add(bytes[..at], [.. bytes[at..], .. "\"}}\n\n"u8]);
                }
            }

            return all;
        }
    }

    /// <summary>A list or an invalid key after the place at which the event is split.</summary>
    public static TheoryData<byte[], byte[]> Lists => new()
    {
        { "\",\r"u8.ToArray(), "\ndata: \"tools\":[{\"name\":\"secret_a\"}],\ndata: \"y\":1}}\n\n"u8.ToArray() },
        { "\",\r\n"u8.ToArray(), "data: \"tools\":[{\"name\":\"secret_a\"}]}}\n\n"u8.ToArray() },
        { "\",\ndat"u8.ToArray(), "a:\"tools\":[{\"name\":\"secret_a\"}]}}\n\n"u8.ToArray() },
        { "\",\"to"u8.ToArray(), [0xff, .. "ols\":[{\"name\":\"secret_a\"}]}}\n\n"u8] },
        { [.. "\",\"to"u8, 0xe2], [.. "ols\":[{\"name\":\"secret_a\"}]}}\n\n"u8] },
        { [.. "\"}}"u8], [.. " "u8, 0xe2, .. "\n\n"u8] },
    };

    [Theory]
    [MemberData(nameof(Splits))]
    [MemberData(nameof(Lists))]
    public async Task LongEvent_ThatClientsCouldReadDifferently_NeverBecomesComplete(byte[] first, byte[] second)
    {
        var (passed, isCut) = await RelayAsync([.. Start, .. first], second);

        Assert.True(isCut);
        Assert.DoesNotContain("secret_a", passed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ż", 1)]
    [InlineData("\u2027", 2)]
    [InlineData("🙂", 1)]
    [InlineData("🙂", 2)]
    [InlineData("🙂", 3)]
    public async Task LongEvent_SplitWithinAnotherCharacter_Passes(string text, int at)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        var (passed, isCut) = await RelayAsync([.. Start, .. bytes[..at]], [.. bytes[at..], .. "\"}}\n\n"u8]);

        Assert.False(isCut);
        Assert.EndsWith("}}\n\n", passed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongEvent_WithAnotherLineThatDoesNotEnd_IsCutOff()
    {
        var (_, isCut) = await RelayAsync([.. Start, .. "\",\n"u8], Encoding.UTF8.GetBytes($": {new string('c', 100_000)}"), ReplyStep.Forever());

        Assert.True(isCut);
    }

    [Fact]
    public async Task LongEvent_AfterASplitLineEnd_Passes()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Relayed.AllowAll);
        var second = new TaskCompletionSource();
        byte[] rest = [(byte)'\n', .. Start, .. "\"}}\n\n"u8];
        gateway.Upstream.Then(Reply.EventStream(ReplyStep.Text($": {Mark}\r\n\r"), new ReplyStep.Wait(second.Task), new ReplyStep.Write(rest)));

        var passed = await ReadAsync(gateway, token, second);

        Assert.False(passed.IsCut);
        Assert.EndsWith("}}\n\n", passed.Text, StringComparison.Ordinal);
        Assert.Equal("answered", await gateway.OutcomeAsync());
    }

    private static async Task<(string Text, bool IsCut)> RelayAsync(byte[] first, byte[] second, params ReplyStep[] rest)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Relayed.HidesSecrets);
        var arrived = new TaskCompletionSource();
        gateway.Upstream.Then(Reply.EventStream([new ReplyStep.Write(first), new ReplyStep.Wait(arrived.Task), new ReplyStep.Write(second), .. rest]));
        return await ReadAsync(gateway, token, arrived);
    }

    private static async Task<(string Text, bool IsCut)> ReadAsync(InMemoryGateway gateway, string token, TaskCompletionSource arrived)
    {
        using var stream = await OpenStream.PostAsync(gateway, token, Relayed.Call);
        await stream.ReadUntilAsync(Mark);
        arrived.SetResult();
        var cut = await Record.ExceptionAsync(stream.ReadToEndAsync);
        Assert.True(cut is null or IOException or HttpRequestException, $"{cut}");
        return (stream.Text, cut is not null);
    }
}
