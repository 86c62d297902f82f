using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>The authenticated agent making a call: its grant, the server it may reach and the policy it is held to.</summary>
/// <param name="Policy">Null when the grant names no policy, or one that is gone: every call is denied.</param>
public sealed record Caller(Grant Grant, Server Server, PublishedPolicy? Policy);
