using FuncGateway.Core.Access;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Relay;

/// <summary>One request of a caller on its way to the upstream.</summary>
/// <param name="Envelope">Null for GET and DELETE, which carry no message.</param>
/// <param name="Session">The upstream's own session id, already unbound; null when there is none.</param>
public sealed record Exchange(HttpContext Context, Caller Caller, Envelope? Envelope, ProtocolEra Era, string? Session)
{
    /// <summary>Told what became of the call as soon as that is known, and before the agent hears of it.</summary>
    public Func<RelayOutcome, Task>? Settling { get; init; }

    /// <summary>False: the call is not in the audit, and no answer to it may leave. Never fails.</summary>
    public Task<bool> Recorded { get; init; } = Task.FromResult(true);

    public ReadOnlyMemory<byte> Id => Envelope?.Id ?? default;

    public bool CallsTool => Envelope?.Method == ModelContextProtocol.Protocol.RequestMethods.ToolsCall;

    internal Task SettleAsync(RelayOutcome outcome) => Settling?.Invoke(outcome) ?? Task.CompletedTask;

    /// <summary>The message being answered asks for the list of tools.</summary>
    public bool AsksForTools => Envelope?.Method == ModelContextProtocol.Protocol.RequestMethods.ToolsList;
}
