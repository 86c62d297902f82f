namespace FuncGateway.LocalHost;

/// <summary>The exit codes of <c>fgw</c> and of the local host, the same for every command.</summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The check failed, or the answer is no.</summary>
    public const int Failed = 1;

    /// <summary>A change opens access, or tampering was found.</summary>
    public const int Opens = 2;

    public const int Undecided = 3;

    public const int NotSignedIn = 4;

    public const int NotFound = 5;

    public const int Conflict = 6;

    /// <summary>The command line is not accepted.</summary>
    public const int Usage = 64;

    /// <summary>The gateway, or something that it needs to start, cannot be reached.</summary>
    public const int NotReachable = 69;

    /// <summary>An unexpected exception.</summary>
    public const int Bug = 70;

    /// <summary>Ended by Ctrl+C, as shells report it.</summary>
    public const int Interrupted = 130;
}
