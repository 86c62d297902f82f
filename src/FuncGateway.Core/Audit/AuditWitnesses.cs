using System.Globalization;
using System.Runtime.CompilerServices;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Finds days whose administrative records are gone altogether. The creation of every grant and the publication of every policy is recorded before it is
/// done, so the register must have a chain of administrative records for the day of each that exists. These rows are outside the audit's table, so they
/// reveal that it was emptied.
/// </summary>
public sealed class AuditWitnesses(IServerStore servers, IGrantStore grants, IPolicyStore policies, AuditLog log)
{
    /// <summary>Returns what was made on each day: one of the things, and how many there are. Called before the register is read, so that it has the records of all of them.</summary>
    internal async Task<IReadOnlyDictionary<DateOnly, Made>> FindAsync(CancellationToken cancellationToken)
    {
        var made = new SortedDictionary<DateOnly, Made>();
        await foreach (var (what, at) in log.IsOff ? AsyncEnumerable.Empty<(string, DateTimeOffset)>() : ListAsync(cancellationToken))
        {
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            made[day] = made.TryGetValue(day, out var known) ? known with { Count = known.Count + 1 } : new(what, 1);
        }

        return made;
    }

    /// <param name="made">From <see cref="FindAsync"/>.</param>
    /// <param name="firstKept">Earlier days are not checked.</param>
    /// <param name="registered">The register of chains.</param>
    internal static IEnumerable<AuditProblem> Missing(IReadOnlyDictionary<DateOnly, Made> made, DateOnly firstKept, IEnumerable<ChainName> registered)
    {
        var recorded = registered.Where(chain => chain.Stream == AuditStream.Admin).Select(chain => chain.Day).ToHashSet();

        // An action that began just before midnight has its entry on the day before.
        return made
            .Where(day => day.Key >= firstKept && !recorded.Contains(day.Key) && !recorded.Contains(day.Key.AddDays(-1)))
            .Select(day => Problem(day.Key, day.Value));
    }

    private static AuditProblem Problem(DateOnly day, Made made) => new(
        AuditProblemKind.Truncated,
        "",
        0,
        string.Create(CultureInfo.InvariantCulture, $"admin/{day:yyyy-MM-dd}"),
        $"The log has no administrative records of this day, although {made.What} was made on it{(made.Count > 1 ? $", and {made.Count - 1} more" : "")}: they were deleted together with their register, or auditing was off.");

    private async IAsyncEnumerable<(string What, DateTimeOffset At)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var server in servers.ListAsync(cancellationToken))
        {
            await foreach (var grant in grants.ListAsync(server.Value.Id, cancellationToken))
            {
                yield return ($"grant {grant.Value.Id}", grant.Value.CreatedAt);
            }

            await foreach (var revision in policies.ListAsync(server.Value.Id, cancellationToken))
            {
                yield return ($"revision {revision.Number} of policy '{revision.Policy}' of server '{revision.Server}'", revision.CreatedAt);
            }
        }
    }

    internal sealed record Made(string What, int Count);
}
