using FuncGateway.Policies;

namespace FuncGateway.Core.Policies;

/// <summary>A compiled policy and which revision of which name it is.</summary>
public sealed record PublishedPolicy(PolicyId Id, int Revision, Policy Policy);
