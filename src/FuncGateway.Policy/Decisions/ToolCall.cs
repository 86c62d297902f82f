namespace FuncGateway.Policies.Decisions;

/// <summary>A call as the policy sees it.</summary>
/// <param name="Tool">The tool's name, exactly as called.</param>
/// <param name="Arguments">
/// The arguments as raw UTF-8 JSON, or empty when the call has none. The caller has checked that they are an object without duplicate keys.
/// </param>
public readonly record struct ToolCall(string Tool, ReadOnlyMemory<byte> Arguments);
