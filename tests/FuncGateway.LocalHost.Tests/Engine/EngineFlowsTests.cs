using System.Threading.Channels;
using FuncGateway.Testing.Azurite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FuncGateway.LocalHost.Tests.Engine;

/// <summary>The port to flows over the client of the engine that LocalHost runs.</summary>
public sealed class EngineFlowsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Id = "flow-1";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task Run_WithAnActivityAndAnEvent_CarriesWhatTheySay()
    {
        await using var engine = await StartAsync(async (context, input) =>
        {
            var price = await context.CallActivityAsync<Price>("price", input);
            var answer = await context.WaitForExternalEvent<Answer>("decision", Minute);
            return await context.CallActivityAsync<string>("tell", $"{price.Amount} {answer.By}");
        });
        await engine.Flows.StartAsync("flow", Id, "apple", CancellationToken.None);
        Assert.Equal("priced apple", await _told.Reader.ReadAsync());
        await engine.Flows.RaiseAsync(Id, "decision", new Answer("eva"), CancellationToken.None);
        Assert.Equal("12.5 eva", await _told.Reader.ReadAsync());
    }

    [Fact]
    public async Task Start_OfAnInstanceThatRuns_StartsNoSecond()
    {
        await using var engine = await StartAsync(async (context, input) =>
        {
            await context.WaitForExternalEvent<Answer>("decision", Minute);
            return await context.CallActivityAsync<string>("tell", input);
        });
        await engine.Flows.StartAsync("flow", Id, "first", CancellationToken.None);
        await engine.Flows.StartAsync("flow", Id, "second", CancellationToken.None);
        await engine.Flows.RaiseAsync(Id, "decision", new Answer("eva"), CancellationToken.None);
        Assert.Equal("first", await _told.Reader.ReadAsync());
        await EndAsync(engine);
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Raise_ToAFlowThatHasEndedOrNeverWas_HasNoEffect()
    {
        await using var engine = await StartAsync((context, input) => context.CallActivityAsync<string>("tell", input));
        await engine.Flows.StartAsync("flow", Id, "once", CancellationToken.None);
        await EndAsync(engine);
        await engine.Flows.RaiseAsync(Id, "decision", new Answer("eva"), CancellationToken.None);
        await engine.Flows.RaiseAsync("never", "decision", new Answer("eva"), CancellationToken.None);
        Assert.Equal("once", await _told.Reader.ReadAsync());
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Find_OfAnInstance_SaysHowItEnded()
    {
        await using var engine = await StartAsync((context, input) => context.CallActivityAsync<string>("tell", input));
        Assert.Null(await engine.Clients.UseAsync(client => client.GetInstancesAsync(Id, getInputsAndOutputs: true), CancellationToken.None));
        await engine.Flows.StartAsync("flow", Id, "once", CancellationToken.None);
        await EndAsync(engine);
        var found = await engine.Clients.UseAsync(client => client.GetInstancesAsync(Id, getInputsAndOutputs: true), CancellationToken.None);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "once"), (found?.RuntimeStatus, found?.ReadOutputAs<string>()));
        Assert.Equal([Id], await engine.Clients.UseAsync(async client => await client.GetAllInstancesAsync(new OrchestrationQuery()).Select(each => each.InstanceId).ToListAsync(), CancellationToken.None));
    }

    private static Task<OrchestrationMetadata> EndAsync(RunningEngine engine) =>
        engine.Clients.UseAsync(client => client.WaitForInstanceCompletionAsync(Id, CancellationToken.None), CancellationToken.None);

    private Task<RunningEngine> StartAsync(Func<TaskOrchestrationContext, string, Task<string>> run) => RunningEngine.StartAsync(azurite, TimeProvider.System, tasks => tasks
        .AddOrchestratorFunc("flow", run)
        .AddActivityFunc<string, Price>("price", async (_, input) =>
        {
            await TellAsync("priced " + input);
            return new Price(12.5m);
        })
        .AddActivityFunc<string, string>("tell", (_, input) => TellAsync(input)));

    private async Task<string> TellAsync(string text)
    {
        await _told.Writer.WriteAsync(text);
        return text;
    }

    private sealed record Price(decimal Amount);

    private sealed record Answer(string By);
}
