namespace FuncGateway.Core.Audit;

/// <summary>A change that a person requested, or that the gateway made itself.</summary>
/// <param name="Who">The person as named by the sign-in; <c>(gateway)</c> for the gateway itself.</param>
/// <param name="Action">The operation id in the OpenAPI document, or a name of the gateway's own for its actions and for counts.</param>
/// <param name="Target">The ids in the request path.</param>
public sealed record AdminEntry(string Id, DateTimeOffset At, string Who, IReadOnlyList<string> Roles, string Action, string Target) : AuditEntry(Id, At)
{
    public const string Gateway = "(gateway)";

    /// <summary>Who is named for requests without a valid sign-in.</summary>
    public const string Nobody = "(nobody)";

    /// <summary>For requests that are counted instead of recorded one by one: how many there were in the minute.</summary>
    public int? Count { get; init; }

    /// <summary>Names of the fields in the request, never their values.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>What the change made: the id of a grant, the number of a revision.</summary>
    public string? Result { get; init; }

    public override AuditStream Stream => AuditStream.Admin;

    public override AuditEntry With(AuditEnding ending) => this with
    {
        Outcome = ending.Outcome,
        Status = ending.Status ?? Status,
        LatencyMs = ending.LatencyMs,
        Fields = ending.Fields ?? Fields,
        Result = ending.Result ?? Result,
    };
}
