namespace FuncGateway.Core.Approvals;

/// <summary>A call that an approval let through, and what became of it.</summary>
/// <param name="Approval">The approval that the call consumed.</param>
/// <param name="DecisionId">The decision id of the call.</param>
/// <param name="SentAt">When it was sent to the server, or was about to be.</param>
/// <param name="IsDelivered">Whether the complete answer was handed to the client's connection.</param>
public sealed record ApprovalRun(ApprovalId Approval, string DecisionId, DateTimeOffset SentAt, RunOutcome Outcome, bool IsDelivered);

/// <summary>How an approved call ended, as far as is known.</summary>
public enum RunOutcome
{
    /// <summary>No answer was received, or none was recorded: the call may have been carried out.</summary>
    Unknown,

    /// <summary>The server answered with an error. It may have done part of the work.</summary>
    Error,

    Answered,
}

/// <summary>The end of an approved call, as recorded after its answer.</summary>
public sealed record ApprovalEnding(RunOutcome Outcome, bool IsDelivered, DateTimeOffset At);

/// <summary>The names of outcomes in the admin API, in webhooks and in what agents are told.</summary>
public static class RunOutcomes
{
    public static string NameOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Answered => "answered",
        RunOutcome.Error => "error",
        _ => "unknown",
    };

    /// <summary>The earlier run of a call in one sentence, for the person who is asked to approve it again.</summary>
    public static string Sentence(ApprovalRun run) =>
        $"An identical call was sent at {TimeText.Of(run.SentAt)} under approval {run.Approval} (decision {run.DecisionId}); its outcome is '{NameOf(run.Outcome)}', and its answer {(run.IsDelivered ? "was delivered" : "did not reach the agent")}.";
}
