namespace FuncGateway.Core.Audit;

/// <summary>A change that a person asked for, or that the gateway made by itself.</summary>
/// <param name="Who">As the sign-in names them; <c>(gateway)</c> for the gateway itself.</param>
/// <param name="Action">The operation's name in the OpenAPI document.</param>
/// <param name="Target">The ids in the path.</param>
public sealed record AdminEntry(string Id, DateTimeOffset At, string Who, IReadOnlyList<string> Roles, string Action, string Target) : AuditEntry(Id, At)
{
    public const string Gateway = "(gateway)";

    /// <summary>Which fields the request named, never their values.</summary>
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
