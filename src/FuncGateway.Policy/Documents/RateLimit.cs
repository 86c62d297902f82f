using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Documents;

/// <summary>The alias <c>rate_limit</c>, read.</summary>
internal sealed record RateLimit(Node Node, decimal Max, Window Window);
