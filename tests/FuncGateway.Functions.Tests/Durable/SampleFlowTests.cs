using FuncGateway.Functions.Tests.Fakes;

namespace FuncGateway.Functions.Tests.Durable;

public sealed class SampleFlowTests
{
    private readonly FakeOrchestration _orchestration = FakeOrchestration.Create(new DateTime(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc));
    private int _refusals;

    public SampleFlowTests()
    {
        _orchestration.Activities["notify"] = _ => _refusals-- > 0 ? throw new IOException("refused") : "sent";
        _orchestration.Activities["close"] = input => $"closed: {input}";
    }

    [Fact]
    public async Task Orchestrate_WhenTheEventComesFirst_ClosesWithIt()
    {
        var run = SampleFlow.OrchestrateAsync(_orchestration);
        _orchestration.Raise("decision", "approved");
        Assert.Equal("closed: told, approved", await run);
    }

    [Fact]
    public async Task Orchestrate_WhenTheTimerComesFirst_ClosesAsExpired()
    {
        var run = SampleFlow.OrchestrateAsync(_orchestration);
        _orchestration.Elapse(TimeSpan.FromMinutes(15));
        Assert.Equal("closed: told, expired", await run);
    }

    [Fact]
    public async Task Orchestrate_WhenTheActivityFailsAndRecovers_GoesOn()
    {
        _refusals = 2;
        _orchestration.Raise("decision", "approved");
        Assert.Equal("closed: told, approved", await SampleFlow.OrchestrateAsync(_orchestration));
    }

    [Fact]
    public async Task Orchestrate_WhenTheActivityNeverRecovers_StillWaitsForTheDecision()
    {
        _refusals = 3;
        _orchestration.Raise("decision", "refused");
        Assert.Equal("closed: untold, refused", await SampleFlow.OrchestrateAsync(_orchestration));
    }
}
