using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Recordings;

/// <summary>The arguments of one judged request, encrypted.</summary>
/// <param name="Id">The decision id of the request.</param>
/// <param name="Sealed">The arguments as sent, encrypted and bound to the decision id.</param>
/// <param name="DeleteAfter">When they are deleted.</param>
public sealed record RecordedArguments(ServerId Server, string Id, DateTimeOffset At, ReadOnlyMemory<byte> Sealed, DateTimeOffset DeleteAfter);
