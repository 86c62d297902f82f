namespace FuncGateway.Gateway.Endpoints.Admin;

/// <summary>One mistake in a body.</summary>
/// <param name="Path">JSON Pointer to the field.</param>
internal sealed record FieldProblem(string Path, string Message);
