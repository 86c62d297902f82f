namespace FuncGateway.Policies.Documents;

/// <summary>One mistake in a policy document.</summary>
/// <param name="Path">JSON Pointer to it; empty for the whole document.</param>
/// <param name="Message">What was found and what is accepted.</param>
public sealed record Problem(string Path, string Message);
