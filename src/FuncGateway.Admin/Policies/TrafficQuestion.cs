using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Replays;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Policies;

/// <summary>A question about the recorded traffic of a server and a policy.</summary>
/// <param name="Grant">Only the requests of this grant; null for all.</param>
/// <param name="Policy">Null if none was named.</param>
internal sealed record TrafficQuestion(ServerId Server, string? Grant, int Days, PolicyReading? Policy)
{
    private const int MaxBytes = 2 * PolicyReader.MaxDocumentBytes;
    private const int DefaultDays = 7;

    /// <returns>The question, or the answer to a body that is none.</returns>
    public static async Task<(TrafficQuestion? Question, IResult? Refusal)> ReadAsync(
        HttpContext context, IServerStore servers, IPolicyStore policies, bool isPolicyRequired, CancellationToken cancellationToken)
    {
        var (question, unreadable) = await PolicyQuestion.ReadAsync(context, servers, policies, ["policy"], ["days", "grant"], MaxBytes);
        if (question is null)
        {
            return (null, unreadable);
        }

        if (!question.Fields.Has(NamedServer.Field))
        {
            question.Fields.Refuse("The field is missing. Accepted: the id of a server.", NamedServer.Field);
        }

        var policy = await question.ReadPolicyAsync("policy", isPolicyRequired, cancellationToken);
        var (days, grant) = (DaysOf(question.Fields), GrantOf(question.Fields));
        return question.Refusal is { } mistakes || question.Server is not { } server
            ? (null, question.Refusal)
            : (new TrafficQuestion(server.Id, grant, days, policy), null);
    }

    private static int DaysOf(BodyFields fields)
    {
        if (fields.Find("days") is not { } value)
        {
            return DefaultDays;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var days) && days is >= 1 and <= PolicyReplay.MaxDays)
        {
            return days;
        }

        fields.Refuse($"The value is not accepted. Accepted: a whole number of days from 1 to {PolicyReplay.MaxDays}.", "days");
        return DefaultDays;
    }

    private static string? GrantOf(BodyFields fields)
    {
        const string Accepted = "the id of a grant";
        if (!fields.Has("grant") || fields.TextOrNull("grant", Accepted) is not { } text)
        {
            return null;
        }

        if (!GrantId.TryParse(text, out _))
        {
            fields.Refuse($"The value is not an id. Accepted: {Accepted}.", "grant");
        }

        return text;
    }
}
