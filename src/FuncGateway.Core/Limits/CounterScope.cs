using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Limits;

/// <summary>Whose calls a limit counts: those of the grant to the server, or those of all grants to the server. A grant has counters of its own at each server.</summary>
public readonly record struct CounterScope(GrantId Grant, ServerId Server)
{
    public static CounterScope Of(Caller caller) => new(caller.Grant.Id, caller.Server.Id);
}
