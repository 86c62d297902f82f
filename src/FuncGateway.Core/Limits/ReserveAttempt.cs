using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Limits;

/// <summary>One try at taking all charges: how it ended, or what to wait for before the next.</summary>
internal readonly struct ReserveAttempt
{
    private readonly Limit? _short;
    private readonly TaskCompletionSource<bool>? _answer;

    public ReserveAttempt(ReserveResult result) => Result = result;

    public ReserveAttempt(Limit lacking, TaskCompletionSource<bool> answer) => (_short, _answer) = (lacking, answer);

    public ReserveResult? Result { get; }

    public Limit Short => _short ?? throw new InvalidOperationException("Nothing was lacking.");

    /// <summary>True when there is something new to try, false when the wait was given up.</summary>
    public TaskCompletionSource<bool> Answer => _answer ?? throw new InvalidOperationException("Nothing is waited for.");
}
