using System.Text.Json;
using FuncGateway.Admin.Http;

namespace FuncGateway.Admin.Policies;

/// <summary>The request body to check a policy document.</summary>
/// <param name="Policy">The document.</param>
/// <param name="Server">The server whose tools it is compared with; none if absent.</param>
internal sealed record CheckBody(JsonElement Policy, string? Server = null);

/// <summary>What publishing would say about a document.</summary>
/// <param name="Problems">What prevents its publication. The paths are relative to the document.</param>
/// <param name="Warnings">What does not, unless it is published with <c>strict</c>.</param>
internal sealed record PolicyChecked(IReadOnlyList<FieldProblem> Problems, IReadOnlyList<FieldProblem> Warnings);
