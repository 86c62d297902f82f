namespace FuncGateway.Core.Limits;

/// <summary>Event ids of the log messages about limits: 300 to 319.</summary>
internal static class LimitEvents
{
    public const int CounterFailed = 300;
    public const int LeaseUnanswered = 301;
}
