namespace FuncGateway.Policies.Tools;

/// <summary>How much harm a wrong call can do.</summary>
public enum ToolRisk
{
    Low,
    Medium,
    High,
    Critical,
}
