using FuncGateway.Core.Inventory;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Replays;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Proposals;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Text;

namespace FuncGateway.Core.Proposals;

/// <summary>Proposes a policy from the recorded traffic of a server, and says what it would change.</summary>
public sealed class PolicyProposals(RecordedTraffic traffic, ToolClasses classes, PolicyChecks checks, PolicyReplay replay, TimeProvider time)
{
    private const int MaxLeftOut = 500;

    /// <param name="grant">Only the requests of this grant; null for all.</param>
    /// <param name="from">At most <see cref="PolicyReplay.MaxDays"/> ago.</param>
    /// <param name="live">The policy that the proposal is compared with; null if there is none.</param>
    /// <exception cref="StoreUnavailableException">A store does not answer.</exception>
    public async Task<ProposedPolicy> ProposeAsync(ServerId server, string? grant, DateTimeOffset from, PolicyReading? live, CancellationToken cancellationToken)
    {
        var (uses, stopped, isComplete) = await CountAsync(server, grant, from, cancellationToken);
        var known = await classes.FindAsync(uses.Keys.Where(key => key.Subject == Subject.Tool).Select(key => (server, key.Name)), cancellationToken);
        var proposal = PolicyProposal.Of(
            [.. uses.Values.Select(use => use.Count.ToUse(use.First, use.First.Subject == Subject.Tool && known.TryGetValue((server, use.First.Name), out var found) ? found : null))], from);
        var left = stopped.Where(each => !uses.ContainsKey(each.Key)).Select(each => $"{VisibleText.Of(each.Key.Name)}: {(each.Value == 1 ? "1 request, which did not pass" : $"{each.Value} requests, none of which passed")}").Order(StringComparer.Ordinal);
        var reading = PolicyReader.Read(proposal.Document);
        var tools = await checks.FindToolsAsync(server, cancellationToken);
        return new ProposedPolicy(
            proposal with { LeftOut = Bounded([.. proposal.LeftOut, .. left]) },
            isComplete,
            PolicyComparison.Compare(live, reading, tools is null ? [] : [.. tools.Tools.Select(tool => tool.Name)]),
            await replay.RunAsync(reading, server, grant, from, cancellationToken));
    }

    private static string[] Bounded(string[] lines) => lines.Length <= MaxLeftOut ? lines : [.. lines.Take(MaxLeftOut), $"{lines.Length - MaxLeftOut} more"];

    private async Task<(Dictionary<(Subject Subject, string Name), (RecordedRequest First, UseCount Count)> Uses, Dictionary<(Subject Subject, string Name), int> Stopped, bool IsComplete)> CountAsync(
        ServerId server, string? grant, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var (uses, stopped) = (new Dictionary<(Subject, string), (RecordedRequest First, UseCount Count)>(), new Dictionary<(Subject, string), int>());
        var (now, total) = (time.GetUtcNow(), 0);
        for (var day = from; day < now; day = PolicyReplay.NextDay(day))
        {
            var end = PolicyReplay.NextDay(day) < now ? PolicyReplay.NextDay(day) : now;
            foreach (var request in await traffic.ListAsync(server, grant, day, end, PolicyReplay.MaxRequests - total, cancellationToken))
            {
                total++;
                var key = (request.Subject, request.Name);
                if (request.Was == ReplayVerdict.Allow || (request.Was == ReplayVerdict.Hold && request.WasSent))
                {
                    if (!uses.TryGetValue(key, out var use))
                    {
                        uses.Add(key, use = (request, new UseCount()));
                    }

                    use.Count.Add(request);
                }
                else
                {
                    stopped[key] = stopped.GetValueOrDefault(key) + 1;
                }
            }

            if (total >= PolicyReplay.MaxRequests)
            {
                return (uses, stopped, false);
            }
        }

        return (uses, stopped, true);
    }
}

/// <summary>A proposal with what it would change.</summary>
/// <param name="IsComplete">Whether all of the traffic was looked at; false if there was too much.</param>
/// <param name="Diff">Compared with the live policy.</param>
/// <param name="Replay">The same traffic under the proposal.</param>
public sealed record ProposedPolicy(Proposal Proposal, bool IsComplete, PolicyDiff Diff, ReplayResult Replay);
