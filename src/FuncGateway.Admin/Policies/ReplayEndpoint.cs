using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Replays;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Replays the recorded traffic of a server under a policy.</summary>
internal sealed class ReplayEndpoint(IServerStore servers, IPolicyStore policies, PolicyReplay replay, TimeProvider time) : IDisposable
{
    private const int MaxBytes = 2 * PolicyReader.MaxDocumentBytes;
    private const int DefaultDays = 7;

    // One at a time: a replay reads up to 200,000 entries.
    private readonly SemaphoreSlim _running = new(1, 1);

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("replayPolicy", "POST", "/api/policies/replay", Right.WritePolicies, "Replays the last days of the audit log of a server under a policy: how many requests would be decided otherwise, and which. Argument values are used if they were recorded, and never returned.")
            {
                IsQuestion = true,
                Body = PolicyJson.Default.ReplayBody,
                Example = PolicyExamples.Replay,
                Answer = PolicyJson.Default.ReplayView,
                Statuses = [200, 400, 413, 415, 422, 503],
            },
            ReplayAsync);

    public void Dispose() => _running.Dispose();

    private async Task<IResult> ReplayAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (question, unreadable) = await PolicyQuestion.ReadAsync(context, servers, policies, ["policy"], ["days", "grant"], MaxBytes);
        if (question is null)
        {
            return unreadable!;
        }

        if (!question.Fields.Has(NamedServer.Field))
        {
            question.Fields.Refuse("The field is missing. Accepted: the id of a server.", NamedServer.Field);
        }

        var reading = await question.ReadPolicyAsync("policy", isRequired: true, cancellationToken);
        var (days, grant) = (TrafficFields.Days(question.Fields, DefaultDays), TrafficFields.Grant(question.Fields));
        if (question.Refusal is { } mistakes || reading is null || question.Server is null)
        {
            return question.Refusal!;
        }

        await _running.WaitAsync(cancellationToken);
        try
        {
            var result = await replay.RunAsync(reading, question.Server.Id, grant, time.GetUtcNow().AddDays(-days), cancellationToken);
            return new JsonReply<ReplayView>(StatusCodes.Status200OK, ReplayView.Of(result), PolicyJson.Default.ReplayView);
        }
        finally
        {
            _running.Release();
        }
    }
}

/// <summary>Reads which traffic a question is about.</summary>
internal static class TrafficFields
{
    public static int Days(BodyFields fields, int otherwise)
    {
        if (fields.Find("days") is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var days) && days is >= 1 and <= PolicyReplay.MaxDays)
        {
            return days;
        }

        fields.Refuse($"The value is not accepted. Accepted: a whole number of days from 1 to {PolicyReplay.MaxDays}.", "days");
        return otherwise;
    }

    public static string? Grant(BodyFields fields)
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
