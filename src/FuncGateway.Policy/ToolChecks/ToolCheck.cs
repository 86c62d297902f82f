using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>Compares a policy with the tools of a server, and warns where the policy probably does not do what was meant.</summary>
public static class ToolCheck
{
    /// <summary>Returns the warnings in document order; none if the document has problems. Never throws, and the work is bounded whatever the server sent.</summary>
    public static IReadOnlyList<Problem> Find(PolicyReading reading, ServerTools server)
    {
        if (reading is not { Policy: { } policy, Written: { } written })
        {
            return [];
        }

        var (names, paths, siblings) = (new ProblemList(), new ProblemList(), new ProblemList());
        if (server.IsComplete)
        {
            new NameCheck(server.Tools, names).Warn(written);
        }

        var rules = RuledTools.Of(policy, written, server.Tools);
        new PathCheck(rules, paths).Warn();
        new SiblingCheck(rules, siblings).Warn();
        return ProblemList.InDocumentOrder([names, paths, siblings]);
    }
}
