using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Limits;

/// <summary>One attempt to reserve all charges: its result, or what to wait for before the next attempt.</summary>
internal readonly struct ReserveAttempt
{
    private readonly Limit? _lacking;
    private readonly TaskCompletionSource<bool>? _answer;

    public ReserveAttempt(ReserveResult result) => Result = result;

    public ReserveAttempt(Limit lacking, TaskCompletionSource<bool> answer) => (_lacking, _answer) = (lacking, answer);

    public ReserveResult? Result { get; }

    public Limit Lacking => _lacking ?? throw new InvalidOperationException("The attempt has a result.");

    /// <summary>Set to true when another attempt is worthwhile, to false when the wait timed out or was cancelled.</summary>
    public TaskCompletionSource<bool> Answer => _answer ?? throw new InvalidOperationException("The attempt has a result, so there is nothing to wait for.");
}
