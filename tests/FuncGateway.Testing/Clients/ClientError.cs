namespace FuncGateway.Testing.Clients;

/// <param name="Name">The class of the exception in JavaScript: "McpError".</param>
/// <param name="Code">The JSON-RPC or HTTP code, when it had one.</param>
public sealed record ClientError(string Name, int? Code, string Message);
