namespace FuncGateway.Functions;

/// <summary>Numbers of what the function app itself logs.</summary>
internal static class EventIds
{
    public const int CleanedUp = 3001;
}
