namespace FuncGateway.Core.Access;

/// <summary>All calls are stopped by an administrator, until the freeze is lifted.</summary>
/// <param name="By">Who stopped them, as named by the sign-in.</param>
/// <param name="Reason">Shown to people, not to agents; null if none was given.</param>
public sealed record Freeze(DateTimeOffset Since, string By, string? Reason);
