using System.Text.Json.Nodes;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Files;

/// <summary>Finds what would be removed because it has no file although other files need it.</summary>
internal static class PruneCheck
{
    /// <exception cref="CliException">There is something.</exception>
    public static void Check(IReadOnlyList<ApplyStep> plan)
    {
        var removed = plan.Where(step => step.Action == StepAction.Remove).Select(step => step.Key).ToHashSet();
        var problems = plan.SelectMany(step => NeedsOf(step).Where(removed.Contains).Select(need => $"{step.Key} needs {need}, which has no file.")).ToArray();
        if (problems.Length > 0)
        {
            throw new CliException(ExitCodes.Failed, $"Nothing was changed, because --prune would remove what the files need:\n{string.Join('\n', problems.Select(problem => Printer.Safe(problem)))}");
        }
    }

    private static IEnumerable<StateKey> NeedsOf(ApplyStep step) => (step.Wanted, step.Key.Kind) switch
    {
        ({ }, StateKind.Policy) => [new StateKey(StateKind.Server, "", step.Key.Owner)],
        ({ Content: var grant }, StateKind.Grant) => (grant["access"] as JsonArray ?? []).SelectMany(access => NeedsOf(Members.TextOf(access, "server"), Members.TextOf(access, "policy"))),
        _ => [],
    };

    private static StateKey[] NeedsOf(string server, string policy) => [new StateKey(StateKind.Server, "", server), new StateKey(StateKind.Policy, server, policy)];
}
