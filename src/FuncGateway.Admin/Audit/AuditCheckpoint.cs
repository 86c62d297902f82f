using FuncGateway.Core.Audit;

namespace FuncGateway.Admin.Audit;

/// <summary>How far every chain had come at one moment. Kept outside the gateway's reach, it shows later whether anything before it was changed.</summary>
internal sealed record AuditCheckpoint(DateTimeOffset At, IReadOnlyList<AuditCheckpointChain> Chains);

/// <param name="Sequence">Of the last record.</param>
/// <param name="Hash">Of that record.</param>
internal sealed record AuditCheckpointChain(string Chain, int Sequence, string Hash, ChainState State);
