using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Approvals;

/// <summary>What a person is asked about; the arguments are kept apart, encrypted.</summary>
/// <param name="GrantLabel">The grant's label when the person was asked.</param>
/// <param name="Rule">Pointer to the entry of the policy that asks.</param>
/// <param name="ArgumentsSha256">SHA-256 of the canonical arguments.</param>
public sealed record ApprovalSubject(
    GrantId Grant,
    string GrantLabel,
    ServerId Server,
    string Tool,
    PolicyId Policy,
    int PolicyRevision,
    string Rule,
    string ArgumentsSha256);
