namespace FuncGateway.Core.Policies;

/// <summary>Invariants that every policy of a server must hold to be published.</summary>
/// <param name="Document">The UTF-8 JSON as it was attached; see <see cref="FuncGateway.Policies.Analysis.Verification.Invariants"/>.</param>
/// <param name="By">Who attached it, as named by the sign-in.</param>
public sealed record AttachedInvariants(ReadOnlyMemory<byte> Document, DateTimeOffset At, string By);
