using System.Text.Json.Serialization;

namespace FuncGateway.Admin.Http;

/// <summary>Problem details (RFC 9457) as every error of the admin API is answered.</summary>
/// <param name="Detail">What was found and what is accepted; never a value that came as a credential.</param>
/// <param name="Problems">Every mistake in the body, when the body was the problem.</param>
public sealed record ProblemBody(
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FieldProblem>? Problems = null)
{
    public string Type => "about:blank";
}
