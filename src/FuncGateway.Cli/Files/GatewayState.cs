using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Files;

/// <summary>Reads the configuration that a gateway has.</summary>
internal static class GatewayState
{
    /// <summary>The beginning of the note with which policies are published from files.</summary>
    public const string Note = "applied from files";

    public static async Task<IReadOnlyList<StateItem>> ReadAsync(GatewayClient client, CancellationToken cancellationToken)
    {
        var items = new List<StateItem>();
        await foreach (var server in client.ListAsync(Api.Servers.At(), cancellationToken))
        {
            var id = Members.IdOf(server);
            items.Add(new StateItem(new StateKey(StateKind.Server, "", id), ServerContent.Complete(ServerDefinition.BodyOf(server))));
            await foreach (var policy in client.ListAsync(Api.Policies.At(id), cancellationToken))
            {
                items.Add(await ReadPolicyAsync(client, id, policy, cancellationToken));
            }
        }

        await foreach (var grant in client.ListAsync(Api.Grants.At(), cancellationToken))
        {
            if (Members.TextOf(grant, "state") == "live")
            {
                items.Add(new StateItem(new StateKey(StateKind.Grant, "", Members.TextOf(grant, "label")), GrantContent.Of(grant)) { Id = Members.IdOf(grant) });
            }
        }

        return items.GroupBy(item => item.Key).FirstOrDefault(same => same.Count() > 1) is not { } twice
            ? items
            : throw new CliException(
                ExitCodes.Conflict,
                $"{twice.Count()} live grants have the label '{twice.Key.Name}' ({string.Join(", ", twice.Select(each => each.Id))}), and files know grants by their labels. Change one with 'fgw grant set ID --label TEXT', or revoke it.");
    }

    private static async Task<StateItem> ReadPolicyAsync(GatewayClient client, string server, JsonNode summary, CancellationToken cancellationToken)
    {
        var (view, tag) = await client.SendWithTagAsync(Api.Policy.At(server, Members.TextOf(summary, "policy")), body: null, cancellationToken);
        var isByHand = !Members.TextOf(view, "note").StartsWith(Note, StringComparison.Ordinal);
        return new StateItem(new StateKey(StateKind.Policy, server, Members.TextOf(view, "policy")), view?["document"]?.DeepClone() ?? new JsonObject())
        {
            Tag = tag,
            Origin = $"r{view?["revision"]} by {Members.TextOf(view, "by")}{(isByHand ? ", published by hand" : "")}",
        };
    }
}
