using System.Text;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Analysis.Verification;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Text;

namespace FuncGateway.Core.Policies;

/// <summary>Holds policies against the invariants that are attached to their server.</summary>
public sealed class InvariantChecks(IPolicyStore policies, PolicyChecks checks)
{
    private const int MaxArguments = 300;

    /// <summary>Returns the invariants that are attached to the server; null if none are.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async Task<(Invariants? Invariants, IReadOnlyList<Problem> Problems)?> FindAsync(ServerId server, CancellationToken cancellationToken) =>
        await policies.FindInvariantsAsync(server, cancellationToken) is { } attached ? Invariants.Read(attached.Document.Span) : null;

    /// <summary>Returns a problem for each invariant of the server that the policy violates, or of which that is not decided.</summary>
    /// <param name="reading">A document without problems.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async Task<IReadOnlyList<Problem>> FindProblemsAsync(ServerId server, PolicyReading reading, CancellationToken cancellationToken)
    {
        if (await FindAsync(server, cancellationToken) is not { } attached)
        {
            return [];
        }

        // A later release may no longer read what was attached. Nothing is known to hold then.
        if (attached.Invariants is not { } invariants)
        {
            return [.. attached.Problems.Select(problem => new Problem("", $"The invariants of the server cannot be read at {problem.Path}: {problem.Message}"))];
        }

        var tools = await checks.FindToolsAsync(server, cancellationToken);
        var found = PolicyVerification.OfInvariants(reading, invariants, tools is null ? [] : [.. tools.Tools.Select(tool => tool.Name)]);
        return [.. found.Findings.Select(finding => new Problem("", Words(finding)))];
    }

    /// <summary>Describes a violated invariant with the call that violates it.</summary>
    public static string Words(PolicyFinding finding) =>
        $"invariant {finding.Path}: {finding.Message}{(finding.Witness is { } witness ? $"; found {VisibleText.Of(witness.Name)} {VisibleText.Of(Encoding.UTF8.GetString(witness.Arguments.Span), MaxArguments)}" : "")}";
}
