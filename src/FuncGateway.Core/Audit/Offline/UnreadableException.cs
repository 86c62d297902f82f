namespace FuncGateway.Core.Audit.Offline;

/// <summary>A text is not in the format of docs/operate/audit-format.md. The message says what is wrong with it.</summary>
internal sealed class UnreadableException(string message) : FormatException(message);
