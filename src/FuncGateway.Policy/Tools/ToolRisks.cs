namespace FuncGateway.Policies.Tools;

/// <summary>The risk of each class.</summary>
public static class ToolRisks
{
    public static ToolRisk Of(ToolClass toolClass) => toolClass switch
    {
        ToolClass.Read => ToolRisk.Low,
        ToolClass.Write => ToolRisk.Medium,
        ToolClass.Execute => ToolRisk.High,
        _ => ToolRisk.Critical,
    };
}
