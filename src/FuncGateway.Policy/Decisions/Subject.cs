namespace FuncGateway.Policies.Decisions;

/// <summary>What a request asks for, as far as a policy rules it by name.</summary>
public enum Subject
{
    Tool,
    Resource,
    Prompt,
}
