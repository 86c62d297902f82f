using FuncGateway.Admin.Http;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Admin.Policies;

/// <summary>Shows the problems and warnings of a policy document.</summary>
internal static class DocumentProblems
{
    /// <param name="within">JSON Pointer to the document in the request body; empty if it is the body.</param>
    public static IReadOnlyList<FieldProblem> Show(IReadOnlyList<Problem> problems, string within = "") =>
        [.. problems.Select(problem => new FieldProblem(within + problem.Path, problem.Message))];
}
