namespace FuncGateway.Policies.Documents;

/// <summary>What came of reading a document.</summary>
/// <param name="Policy">The compiled policy; null exactly when there are problems.</param>
/// <param name="Problems">Every mistake, in document order.</param>
/// <param name="Warnings">What is accepted but deserves a look, in document order.</param>
public sealed record PolicyReading(Policy? Policy, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Warnings);
