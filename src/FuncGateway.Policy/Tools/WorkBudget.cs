namespace FuncGateway.Policies.Tools;

/// <summary>Bounds the work on what others wrote. Documents and definitions can be large, and the work may grow with their product.</summary>
internal sealed class WorkBudget(int steps)
{
    private int _left = steps;

    public bool IsSpent => _left <= 0;

    /// <summary>Returns false if the steps are not left, after which none are.</summary>
    public bool TryTake(int steps)
    {
        _left = steps <= _left ? _left - steps : 0;
        return _left > 0;
    }
}
