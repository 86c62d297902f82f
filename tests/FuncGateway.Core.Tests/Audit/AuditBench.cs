using FuncGateway.Core.Audit;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Timing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncGateway.Core.Tests.Audit;

/// <summary>An audit log on an in-memory store, with its clock and everything that reads it.</summary>
internal sealed class AuditBench
{
    /// <param name="other">Another instance, with which this one shares its clock, its stores and its key.</param>
    public AuditBench(InMemoryAuditStore? store = null, AuditOptions? options = null, SteppedTime? time = null, AuditBench? other = null)
    {
        (store, time) = (store ?? other?.Store, time ?? other?.Time);
        (CheckpointStore, CheckpointKey) = (other?.CheckpointStore ?? new(), other?.CheckpointKey ?? new());
        (Store, Options, Time) = (store ?? new(Changed), options ?? new() { WriteTimeout = TimeSpan.FromMinutes(1) }, time ?? new(Samples.Noon));
        Log = new AuditLog(Store, Options, Time, new LoggerFactory([Logged]).CreateLogger<AuditLog>());
        Chains = new ChainMaintenance(Log, Store, Time, NullLogger<ChainMaintenance>.Instance);
        Reader = new AuditReader(Store, Time);
        Tail = new AuditTail(Store, Time);
        Signed = new SignedCheckpoints(CheckpointStore, new LoggerFactory([Logged]).CreateLogger<SignedCheckpoints>(), CheckpointKey);
        var search = new CheckpointSearch(Signed);
        Checkpoints = new CheckpointWriter(new RegisteredChains(Store), Signed, Time, new LoggerFactory([Logged]).CreateLogger<CheckpointWriter>(), CheckpointKey);
        Proofs = new AuditProofs(Store, new EntrySearch(Store), Signed, search);
        Verification = new AuditVerification(Store, new CheckpointHistory(CheckpointStore, Signed, search, CheckpointKey), new AuditWitnesses(Servers, Grants, Policies, Log), Options, Time);
        Retention = new AuditRetention(Log, Chains, Store, Options, Time, NullLogger<AuditRetention>.Instance);
        CheckpointRetention = new CheckpointRetention(Retention, CheckpointStore, Signed, new LoggerFactory([Logged]).CreateLogger<CheckpointRetention>());
    }

    /// <summary>What the log itself reports.</summary>
    public RecordedLog Logged { get; } = new();

    /// <summary>Raised whenever the store is used.</summary>
    public Signal Changed { get; } = new();

    public InMemoryAuditStore Store { get; }

    public InMemoryCheckpointStore CheckpointStore { get; }

    public InMemoryCheckpointKey CheckpointKey { get; }

    public SignedCheckpoints Signed { get; }

    public CheckpointWriter Checkpoints { get; }

    public AuditProofs Proofs { get; }

    public InMemoryServerStore Servers { get; } = new();

    public InMemoryGrantStore Grants { get; } = new();

    public InMemoryPolicyStore Policies { get; } = new();

    public AuditOptions Options { get; }

    public SteppedTime Time { get; }

    public AuditLog Log { get; }

    public ChainMaintenance Chains { get; }

    public AuditReader Reader { get; }

    public AuditTail Tail { get; }

    public AuditVerification Verification { get; }

    public AuditRetention Retention { get; }

    public CheckpointRetention CheckpointRetention { get; }

    public AuditMaintenance NewMaintenance() => new(Log, Chains, Checkpoints, new RefusedCounts(Log, Time), Time, new LoggerFactory([Logged]).CreateLogger<AuditMaintenance>());

    public CallEntry NewCall(string tool = "a", string server = "jobs") =>
        new(AuditLog.NewId(Time.GetUtcNow()), Time.GetUtcNow()) { Server = server, Grant = "g", Method = "tools/call", Tool = tool };

    public AdminEntry NewAction() => new(AuditLog.NewId(Time.GetUtcNow()), Time.GetUtcNow(), "ann", ["Admin"], "putServer", "jobs");

    /// <summary>Records an allowed call, from beginning to end.</summary>
    public async Task<CallEntry> CallAsync(string tool = "a", string server = "jobs")
    {
        var call = NewCall(tool, server);
        Assert.True(await Log.WriteAsync(call));
        await Log.EndAsync(call, new AuditEnding(AuditOutcome.Answered) { UpstreamStatus = 200, LatencyMs = 5 });
        return call;
    }

    /// <summary>Registers the chains and writes a checkpoint of them.</summary>
    public async Task<Checkpoint> CheckpointAsync()
    {
        await Chains.RunAsync(default);
        return await Checkpoints.RunAsync(CheckpointNeeds.Another, default) ?? throw new InvalidOperationException("No checkpoint was written.");
    }

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery? query = null) =>
        await Reader.ListAsync(query ?? new(AuditStream.Calls), default).ToListAsync();
}
