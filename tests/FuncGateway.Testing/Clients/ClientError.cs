namespace FuncGateway.Testing.Clients;

/// <param name="Name">The JavaScript class of the error, such as "McpError".</param>
/// <param name="Code">The JSON-RPC or HTTP code, if it has one.</param>
public sealed record ClientError(string Name, int? Code, string Message);
