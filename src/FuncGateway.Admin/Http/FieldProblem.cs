namespace FuncGateway.Admin.Http;

/// <summary>One mistake in a body.</summary>
/// <param name="Path">JSON Pointer to the field.</param>
public sealed record FieldProblem(string Path, string Message);
