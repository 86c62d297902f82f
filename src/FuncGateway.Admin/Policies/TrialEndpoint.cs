using System.Text;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Decides a single call under a policy, without making it.</summary>
internal sealed class TrialEndpoint(IServerStore servers, IPolicyStore policies, ToolWatches watches)
{
    private const string Accepted = "a policy document, or the id of a policy of the server";

    // A document and a call, each as large as it can be.
    private const int MaxBytes = PolicyReader.MaxDocumentBytes + 4 * 1_024 * 1_024;

    // Arguments may be nested as deeply as in a call through the gateway.
    private const int MaxDepth = 64;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("tryPolicy", "POST", "/api/policies/try", Right.See, "Returns how a call would be decided under a policy document or a published policy. Nothing is called, counted or kept.") { IsQuestion = true, Body = PolicyJson.Default.TrialBody, Answer = PolicyJson.Default.TrialView, Statuses = [200, 400, 413, 415, 422] },
            TryAsync);

    private async Task<IResult> TryAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var bytes = await RequestBody.ReadAsync(context.Request, MaxBytes, context.RequestAborted);
        if (bytes.Refusal is { } unreadable)
        {
            return unreadable;
        }

        var body = DocumentBody.Of(bytes.Bytes, "policy");
        if (!BodyFields.TryParse(body.Rest, ["policy", NamedServer.Field, "call"], out var fields, out var refusal, MaxDepth))
        {
            return refusal;
        }

        var server = await NamedServer.FindAsync(fields, servers, cancellationToken);
        var document = await ReadPolicyAsync(body, fields, server, cancellationToken);
        var call = TrialCall.Read(fields);
        if (fields.Refusal is { } mistakes)
        {
            return mistakes;
        }

        var reading = PolicyReader.Read(document.Span);
        if (reading.Policy is not { } policy || call is null)
        {
            return Problems.Unprocessable(
                reading.Problems.Count == 1 ? "The policy has 1 mistake." : $"The policy has {reading.Problems.Count} mistakes.", DocumentProblems.Show(reading.Problems, "/policy"));
        }

        var watch = server is null ? null : await watches.FindAsync(server.Id, CacheAge.Max, cancellationToken);
        var view = call.Decide(policy, tool => server is not null && ToolWatch.Hides(server, watch, tool));
        return new JsonReply<TrialView>(StatusCodes.Status200OK, view, PolicyJson.Default.TrialView);
    }

    // Returns the document as sent, or that of the published policy. Mistakes are noted in the fields.
    private async Task<ReadOnlyMemory<byte>> ReadPolicyAsync(DocumentBody body, BodyFields fields, Server? server, CancellationToken cancellationToken)
    {
        if (body.Document is not { } document)
        {
            fields.Refuse($"The field is missing. Accepted: {Accepted}.", "policy");
            return default;
        }

        if (document.Span[0] != (byte)'"')
        {
            return document;
        }

        // Only the characters of an id are accepted, so it needs no unescaping.
        if (!PolicyId.TryParse(Encoding.UTF8.GetString(document.Span[1..^1]), out var id))
        {
            fields.Refuse($"The value is a string that is not an id. Accepted: {Accepted}, which is {PathId.Accepted}.", "policy");
        }
        else if (!fields.Has(NamedServer.Field))
        {
            fields.Refuse("The field is missing. Accepted: the id of the server that has the policy.", NamedServer.Field);
        }
        else if (server is not null)
        {
            if (await policies.FindCurrentAsync(server.Id, id, cancellationToken) is { } current)
            {
                return current.Document;
            }

            fields.Refuse($"Server '{server.Id}' has no policy '{id}'. Accepted: {Accepted}.", "policy");
        }

        return default;
    }
}
