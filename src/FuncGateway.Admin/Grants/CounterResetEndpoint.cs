using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Access;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Usage;
using FuncGateway.Policies.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Grants;

/// <summary>Lets a counter of a grant begin again at 0 in its current window.</summary>
internal sealed class CounterResetEndpoint(IGrantStore grants, CounterReader reader, CounterReset counters, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("resetCounter", "POST", GrantEndpoints.Each + "/counters/reset", Right.Administer, "Lets the count of a limit begin again at 0 in its current window, so that at most its maximum passes from now on. Calls that were let through but may still be released, and permits that instances of the gateway hold, count. A counter of scope server is reset for all grants of the server. 202: the counter has not confirmed yet.") { Body = GrantJson.Default.CounterResetBody, Answer = GrantJson.Default.CounterResetView, Statuses = [200, 202, 400, 404, 413, 415, 422] },
            ResetAsync);

    private async Task<IResult> ResetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryGrant(context, out var id, out var refusal))
        {
            return refusal;
        }

        var bytes = await RequestBody.ReadAsync(context.Request, CounterResetBody.MaxBytes, context.RequestAborted);
        if (bytes.Refusal is { } unread)
        {
            return unread;
        }

        if (!BodyFields.TryParse(bytes.Bytes, CounterResetBody.Known, out var fields, out refusal))
        {
            return refusal;
        }

        return await grants.FindAsync(id, cancellationToken) is { Value: var grant } ? await ResetAsync(grant, CounterResetBody.Read(fields), fields, cancellationToken) : GrantEndpoints.Unknown(id);
    }

    private async Task<IResult> ResetAsync(Grant grant, CounterResetBody body, BodyFields fields, CancellationToken cancellationToken)
    {
        var found = Find(grant, await reader.ReadAsync(grant, cancellationToken), body, fields);
        if (fields.Refusal is { } mistakes)
        {
            return mistakes;
        }

        var isConfirmed = true;
        foreach (var reading in found)
        {
            isConfirmed &= await counters.ResetAsync(new CounterScope(grant.Id, reading.Server), reading.Limit, cancellationToken);
        }

        var (after, now) = (await reader.ReadAsync(grant, cancellationToken), time.GetUtcNow());
        var shown = after.Where(reading => found.Exists(each => each.Server == reading.Server && each.Limit == reading.Limit)).Select(reading => CounterView.Of(reading, now));
        return new JsonReply<CounterResetView>(isConfirmed ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, new(isConfirmed, [.. shown]), GrantJson.Default.CounterResetView);
    }

    /// <summary>Returns the counters that are meant: one, or one for each window if the rule has several limits with this counter.</summary>
    private static List<CounterReading> Find(Grant grant, IReadOnlyList<CounterReading> readings, CounterResetBody body, BodyFields fields)
    {
        var servers = string.Join(", ", grant.Access.Servers);
        if (body.Server is null && grant.Access.Count > 1)
        {
            fields.Refuse($"The field is missing, and the grant reaches several servers. Accepted: {servers}.", "server");
            return [];
        }

        var ofServer = readings.Where(reading => reading.Server.Value == (body.Server ?? grant.Access[0].Server.Value)).ToList();
        if (body.Server is not null && !grant.Access.Servers.Any(server => server.Value == body.Server))
        {
            fields.Refuse($"The grant does not reach the server '{body.Server}'. Accepted: {servers}.", "server");
            return [];
        }

        var rule = body.Tool is null ? null : JsonPointer.Append("/tools", body.Tool) + "/";
        var found = ofServer.FindAll(reading => reading.Limit.Counter == body.Counter && (rule is null || reading.Limit.Pointer.StartsWith(rule, StringComparison.Ordinal)));
        if (found.Count == 0)
        {
            var known = ofServer.Select(reading => $"{reading.Limit.Counter} ({reading.Limit.Pointer})").Distinct().ToArray();
            fields.Refuse($"There is no counter '{body.Counter}'{(rule is null ? "" : $" under {rule[..^1]}")}. Accepted: {(known.Length == 0 ? "none, because the policy has no limits" : string.Join(", ", known))}.", "counter");
        }
        else if (found.Select(reading => reading.Limit.Pointer).Distinct().ToArray() is { Length: > 1 } rules)
        {
            fields.Refuse($"Several rules have a counter '{body.Counter}': {string.Join(", ", rules)}. Accepted: the tool as the policy writes it.", "tool");
        }

        return found;
    }
}
