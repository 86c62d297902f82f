using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;
using FuncGateway.Policies.Text;

namespace FuncGateway.Cli.Commands;

/// <summary>Finds what people name by a label, or by the beginning of an id.</summary>
internal static class Lookup
{
    private const string Live = "live";
    private const int MinPrefix = 4;
    private const string FirstRound = "-1";

    /// <summary>The grant with this id, the beginning of its id, or its label. Of several with the same label, a live one is preferred.</summary>
    /// <exception cref="CliException">There is none, or more than one.</exception>
    public static async Task<JsonNode> GrantAsync(this Invocation invocation, string name)
    {
        var grants = await invocation.ListAsync(Api.Grants.At());
        var found = ById(grants, name) is { Count: > 0 } byId ? byId : grants.Where(grant => Members.TextOf(grant, "label") == name).ToList();
        var live = found.Where(grant => Members.TextOf(grant, "state") == Live).ToList();
        return One(live.Count > 0 ? live : found, $"grant '{VisibleText.Of(name)}'", "'fgw grant ls' lists the grants.");
    }

    /// <summary>The pending approval with this id, or the beginning of its id. Of a call that was asked about before, only the whole id will do: its beginning names the earlier ones too.</summary>
    /// <exception cref="CliException">There is none, or more than one.</exception>
    public static async Task<JsonNode> ApprovalToDecideAsync(this Invocation invocation, string name)
    {
        var approval = await invocation.ApprovalAsync(name);
        var id = Members.IdOf(approval);
        return id == name || id.EndsWith(FirstRound, StringComparison.Ordinal)
            ? approval
            : throw new CliException(ExitCodes.Conflict, $"People were asked about the same call before. Accepted for a later time: the whole id, {id}.");
    }

    /// <summary>The approval with this id, or the beginning of its id.</summary>
    /// <exception cref="CliException">There is none, or more than one.</exception>
    public static async Task<JsonNode> ApprovalAsync(this Invocation invocation, string name)
    {
        var pending = await invocation.ListAsync(Api.Approvals.At().With("state", "pending"));
        var found = ById(pending, name);
        if (found.Count == 0)
        {
            found = ById(await invocation.ListAsync(Api.Approvals.At()), name);
        }

        return One(found, $"approval '{VisibleText.Of(name)}'", "'fgw approvals' lists those that wait.");
    }

    private static List<JsonNode> ById(IEnumerable<JsonNode> items, string name) =>
        [.. items.Where(item => Members.IdOf(item) == name || (name.Length >= MinPrefix && Members.IdOf(item).StartsWith(name, StringComparison.Ordinal)))];

    private static JsonNode One(List<JsonNode> found, string what, string advice) => found switch
    {
        [var one] => one,
        [] => throw new CliException(ExitCodes.NotFound, $"There is no {what}. {advice}"),
        _ => throw new CliException(ExitCodes.Conflict, $"More than one has this name, {what}: {string.Join(", ", found.Take(5).Select(Members.IdOf))}{(found.Count > 5 ? ", …" : "")}. Accepted: an id, or its beginning of at least {MinPrefix} characters."),
    };
}
