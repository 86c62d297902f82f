using FuncGateway.Core.Access;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Core.Stack;

/// <summary>Reads everything that agents can call: the tools in the newest snapshots of the servers that the live grants reach.</summary>
public sealed class StackReader(IGrantStore grants, IServerStore servers, IInventoryStore inventories, PublishedPolicies policies, TimeProvider time)
{
    /// <summary>A page ends after the grant with which it has this many tools, so that many grants over large servers stay bounded.</summary>
    public const int MaxTools = 20_000;

    /// <param name="before">Only grants whose ids sort before this one; null for all.</param>
    /// <param name="count">How many grants a page has at most.</param>
    /// <exception cref="StoreUnavailableException">A store did not answer.</exception>
    public async Task<StackPage> ReadAsync(GrantId? before, int count, CancellationToken cancellationToken)
    {
        var (read, surveys, tools) = (new List<ReachedGrant>(), new Dictionary<ServerId, ServerSurvey?>(), 0);
        await foreach (var (grant, _) in grants.ListNewestAsync(before, cancellationToken))
        {
            if (!grant.IsLive(time.GetUtcNow()))
            {
                continue;
            }

            if (read.Count == count || tools >= MaxTools)
            {
                return new StackPage(read, read[^1].Grant.Id);
            }

            var reached = await ReadAsync(grant, surveys, cancellationToken);
            read.Add(reached);
            tools += reached.Servers.Sum(server => server.Tools.Count);
        }

        return new StackPage(read, Next: null);
    }

    /// <summary>Reads what one grant can call: nothing if it has ended.</summary>
    /// <exception cref="StoreUnavailableException">A store did not answer.</exception>
    public async Task<StackPage> ReadAsync(Grant grant, CancellationToken cancellationToken) =>
        new(grant.IsLive(time.GetUtcNow()) ? [await ReadAsync(grant, [], cancellationToken)] : [], Next: null);

    /// <summary>Reads what a policy says about the tools of its server. Returns null if there is no such policy.</summary>
    /// <exception cref="StoreUnavailableException">A store did not answer.</exception>
    public async Task<ReachedServer?> ReadAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken) =>
        await policies.FindAsync(server, policy, cancellationToken) is { } published
            ? Describe(new ServerAccess(server, policy), published, await SurveyAsync(server, cancellationToken))
            : null;

    private async Task<ReachedGrant> ReadAsync(Grant grant, Dictionary<ServerId, ServerSurvey?> surveys, CancellationToken cancellationToken)
    {
        var reached = new List<ReachedServer>();
        foreach (var access in grant.Access)
        {
            if (!surveys.TryGetValue(access.Server, out var survey))
            {
                surveys[access.Server] = survey = await SurveyAsync(access.Server, cancellationToken);
            }

            reached.Add(Describe(access, access.Policy is null ? null : await policies.FindAsync(access.Server, access.Policy, cancellationToken), survey));
        }

        return new ReachedGrant(grant, reached);
    }

    private async Task<ServerSurvey?> SurveyAsync(ServerId id, CancellationToken cancellationToken) =>
        await servers.FindAsync(id, cancellationToken) is { Value: var server } && await inventories.FindNewestAsync(id, cancellationToken) is { } newest
            ? ServerSurvey.Of(server, newest, (await inventories.FindAsync(id, cancellationToken))?.Value)
            : null;

    private static ReachedServer Describe(ServerAccess access, PublishedPolicy? published, ServerSurvey? survey) =>
        new(access, survey?.Snapshot, survey?.At, [.. (survey?.Tools ?? []).Select(tool => new ReachedTool(tool, Describe(published?.Policy, tool)))])
        {
            IsShadow = published is { Policy.IsShadow: true },
        };

    private static ToolAccess Describe(Policy? policy, SurveyedTool tool) =>
        policy is null ? ToolAccess.NoPolicy : tool.IsHiddenAsChanged ? policy.DescribeChanged(tool.Name) : policy.Describe(tool.Name);
}
