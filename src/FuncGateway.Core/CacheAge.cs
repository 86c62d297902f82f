namespace FuncGateway.Core;

/// <summary>How old cached knowledge may be.</summary>
public static class CacheAge
{
    /// <summary>The age of a grant, a server or a policy by which a call is still judged: a revocation or a new policy holds everywhere within this.</summary>
    public static TimeSpan Max { get; } = TimeSpan.FromSeconds(2);
}
