using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>What becomes of one message of an upstream.</summary>
/// <param name="Message">The bytes to send; the same memory if nothing had to change, empty if the message is dropped.</param>
/// <param name="AnswersCall">Whether the message is the first well-formed answer to the call, which it has settled.</param>
internal readonly record struct Screened(ReadOnlyMemory<byte> Message, MessageKind Kind, bool AnswersCall)
{
    /// <summary>Why a message that some client could take for the answer is dropped; completes "MCP server 'x' …". The client gets an error in its place.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the message is an error that names no request, to which the id of the call has been given.</summary>
    public bool WasWithoutId { get; init; }

    public bool IsDropped => Message.IsEmpty;
}
