namespace FuncGateway.Policies.Findings;

/// <summary>Something in the definition of a tool that a person should know before agents use it.</summary>
/// <param name="Tool">The name of the tool as written.</param>
/// <param name="Where">Where it was found: <c>name</c>, <c>description</c>, <c>inputSchema/properties/a/description</c>. The middle of a path of more than 300 characters is left out.</param>
/// <param name="Evidence">What was found, with invisible characters escaped as <c>\u{…}</c>.</param>
/// <param name="Message">One sentence.</param>
public sealed record Finding(FindingCode Code, string Tool, string Where, string Evidence, string Message);
