using System.Text.Json.Serialization;

namespace FuncGateway.Admin.Http;

/// <summary>Problem details (RFC 9457), the body of every error response of the admin API.</summary>
/// <param name="Detail">What was found and what is accepted. Never contains a value that may be a credential.</param>
/// <param name="Problems">Every mistake in the request body, or null if the error is not about the body.</param>
public sealed record ProblemBody(
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FieldProblem>? Problems = null)
{
    public string Type => "about:blank";
}

/// <summary>One mistake in a request body.</summary>
/// <param name="Path">JSON Pointer to the field.</param>
public sealed record FieldProblem(string Path, string Message);
