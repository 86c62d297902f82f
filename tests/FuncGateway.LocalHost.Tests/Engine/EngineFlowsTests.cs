using System.Threading.Channels;
using FuncGateway.Gateway.Durable;
using FuncGateway.Testing.Azurite;

namespace FuncGateway.LocalHost.Tests.Engine;

/// <summary>Flows of the gateway as orchestrations on the engine that LocalHost runs.</summary>
public sealed class EngineFlowsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Id = "flow-1";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly ActivityRetry Twice = new(2, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task Run_WithAnActivityAndAnEvent_CarriesWhatTheySay()
    {
        await using var engine = await StartAsync(async (flow, input) =>
        {
            var price = await flow.CallAsync<Price>("price", input, ActivityRetry.None);
            var answer = await flow.WaitForAsync<Answer>("decision", Minute);
            await flow.CallAsync<string>("tell", $"{price.Amount} {answer?.By}", ActivityRetry.None);
        });
        await engine.Flows.StartAsync("flow", Id, "apple", CancellationToken.None);
        Assert.Equal("priced apple", await _told.Reader.ReadAsync());
        await engine.Flows.RaiseAsync(Id, "decision", new Answer("eva"), CancellationToken.None);
        Assert.Equal("12.5 eva", await _told.Reader.ReadAsync());
    }

    [Fact]
    public async Task Start_OfAnInstanceThatRuns_StartsNoSecond()
    {
        await using var engine = await StartAsync(async (flow, input) =>
        {
            await flow.WaitForAsync<Answer>("decision", Minute);
            await flow.CallAsync<string>("tell", input, ActivityRetry.None);
        });
        await engine.Flows.StartAsync("flow", Id, "first", CancellationToken.None);
        await engine.Flows.StartAsync("flow", Id, "second", CancellationToken.None);
        await engine.Flows.RaiseAsync(Id, "decision", new Answer("eva"), CancellationToken.None);
        Assert.Equal("first", await _told.Reader.ReadAsync());
        await engine.Flows.RaiseAsync(Id, "decision", new Answer("eva"), CancellationToken.None);
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Wait_ThatRunsOut_IsNull()
    {
        await using var engine = await StartAsync(async (flow, _) =>
        {
            var answer = await flow.WaitForAsync<Answer>("decision", TimeSpan.FromSeconds(1));
            await flow.CallAsync<string>("tell", answer is null ? "nothing" : "something", ActivityRetry.None);
        });
        await engine.Flows.StartAsync("flow", Id, "", CancellationToken.None);
        Assert.Equal("nothing", await _told.Reader.ReadAsync());
    }

    [Fact]
    public async Task Activity_ThatFailsEveryTime_FailsTheCallAfterItsTries()
    {
        await using var engine = await StartAsync(async (flow, _) =>
        {
            try
            {
                await flow.CallAsync<string>("fail", "", Twice);
            }
            catch (ActivityFailedException e)
            {
                await flow.CallAsync<string>("tell", e.Message, ActivityRetry.None);
            }
        });
        await engine.Flows.StartAsync("flow", Id, "", CancellationToken.None);
        Assert.Equal("failed", await _told.Reader.ReadAsync());
        Assert.Equal("failed", await _told.Reader.ReadAsync());
        Assert.Equal("Activity 'fail' failed, tried at most 2 times.", await _told.Reader.ReadAsync());
    }

    [Fact]
    public async Task Raise_ToAFlowThatNeverWas_HasNoEffect()
    {
        await using var engine = await StartAsync((_, _) => Task.CompletedTask);
        Assert.Null(await Record.ExceptionAsync(() => engine.Flows.RaiseAsync("never", "decision", new Answer("eva"), CancellationToken.None)));
    }

    private Task<RunningEngine> StartAsync(Func<IFlow, string, Task> run) => RunningEngine.StartAsync(azurite, TimeProvider.System, new FlowCatalog(
        [FlowDefinition.Of("flow", run)],
        [
            ActivityDefinition.Of<string, Price>("price", async (input, _) =>
            {
                await TellAsync("priced " + input);
                return new Price(12.5m);
            }),
            ActivityDefinition.Of<string, string>("tell", async (input, _) => await TellAsync(input)),
            ActivityDefinition.Of<string, string>("fail", async (_, _) =>
            {
                await TellAsync("failed");
                throw new IOException("refused");
            }),
        ]));

    private async Task<string> TellAsync(string text)
    {
        await _told.Writer.WriteAsync(text);
        return text;
    }

    private sealed record Price(decimal Amount);

    private sealed record Answer(string By);
}
