using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Checks a policy document without publishing it.</summary>
internal sealed class CheckEndpoint(IServerStore servers, PolicyChecks checks)
{
    // A document that is too large by less than its own maximum is reported by the reader, like any other problem.
    private const int MaxBytes = 2 * PolicyReader.MaxDocumentBytes;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("checkPolicy", "POST", "/api/policies/check", Right.See, "Returns the problems and warnings that publishing a policy document would report. Keeps nothing.") { IsQuestion = true, Body = PolicyJson.Default.CheckBody, Answer = PolicyJson.Default.PolicyChecked, Statuses = [200, 400, 413, 415, 422] },
            CheckAsync);

    private async Task<IResult> CheckAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var bytes = await RequestBody.ReadAsync(context.Request, MaxBytes, context.RequestAborted);
        if (bytes.Refusal is { } unreadable)
        {
            return unreadable;
        }

        var body = DocumentBody.Of(bytes.Bytes, "policy");
        if (!BodyFields.TryParse(body.Rest, ["policy", NamedServer.Field], out var fields, out var refusal))
        {
            return refusal;
        }

        var server = await NamedServer.FindAsync(fields, servers, cancellationToken);
        if (body.Document is null)
        {
            fields.Refuse("The field is missing. Accepted: a policy document.", "policy");
        }

        if (fields.Refusal is { } mistakes)
        {
            return mistakes;
        }

        var reading = await checks.CheckAsync(server?.Id, body.Document ?? default, cancellationToken);
        return new JsonReply<PolicyChecked>(StatusCodes.Status200OK, new(DocumentProblems.Show(reading.Problems), DocumentProblems.Show(reading.Warnings)), PolicyJson.Default.PolicyChecked);
    }
}
