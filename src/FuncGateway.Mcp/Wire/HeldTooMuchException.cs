namespace FuncGateway.Mcp.Wire;

/// <summary>The answers that are held have used up what the process may hold of them, and this one needs more.</summary>
internal sealed class HeldTooMuchException() : Exception("The budget of held answers is spent.");
