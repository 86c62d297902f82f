namespace FuncGateway.Policies.Findings;

/// <summary>The names of the tools of another registered server.</summary>
public sealed record OtherTools(string Server, IReadOnlyCollection<string> Names);
