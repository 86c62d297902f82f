using FuncGateway.Core.Audit;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Core.Tests.Audit;

/// <summary>A log that was emptied altogether, register included.</summary>
public sealed class AuditWitnessesTests
{
    [Fact]
    public async Task RunAsync_WhenEveryRowWasDeletedBesideLivingGrants_IsNotOk()
    {
        var bench = new AuditBench();
        await MakeAsync(bench);
        Assert.False((await bench.Verification.RunAsync(default)).Ok);

        // What a restarted gateway writes from then on hides nothing.
        bench.Time.Advance(TimeSpan.FromDays(3));
        await bench.Log.WriteAsync(bench.NewAction());
        await bench.CallAsync();

        var problem = Assert.Single((await bench.Verification.RunAsync(default)).Problems);
        Assert.Equal("admin/2026-11-02", problem.Where);
        Assert.Contains("1 more", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenTheDayHasAdministrativeRecords_IsOk()
    {
        var bench = new AuditBench();
        await bench.Log.WriteAsync(bench.NewAction());
        await MakeAsync(bench);

        Assert.True((await bench.Verification.RunAsync(default)).Ok);
    }

    [Fact]
    public async Task RunAsync_WhenTheyWereMadeBeforeTheRetention_IsOk()
    {
        var bench = new AuditBench();
        await MakeAsync(bench);
        bench.Time.Advance(bench.Options.Retention + TimeSpan.FromDays(1));

        Assert.True((await bench.Verification.RunAsync(default)).Ok);
    }

    [Fact]
    public async Task RunAsync_WhenAuditingIsOff_ExpectsNoRecords()
    {
        var bench = new AuditBench(options: new AuditOptions { Durability = AuditDurability.Off });
        await MakeAsync(bench);

        Assert.True((await bench.Verification.RunAsync(default)).Ok);
    }

    private static async Task MakeAsync(AuditBench bench)
    {
        var server = Samples.NewServer();
        await bench.Servers.SaveAsync(server, null, default);
        await bench.Grants.AddAsync(Samples.NewGrant(server.Id), default);
        await bench.Policies.AddAsync(Samples.NewRevision(server.Id, Samples.NewPolicyId(), 1), default);
    }
}
