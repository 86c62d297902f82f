using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Recommendations;

/// <summary>The rule that each preset starts from for each class.</summary>
internal static class RecommendedRule
{
    private const int WritesPerMinute = 30;
    private const int RunsPerMinute = 10;

    /// <summary>Whether the preset has a rule for the tool. If not, the tool is hidden.</summary>
    public static bool Exists(Preset preset, ClassifiedTool tool) => tool.ErrorCodes.Count == 0 && (preset, tool.Class) switch
    {
        (_, ToolClass.Read) => true,
        (Preset.Recommended, ToolClass.Write or ToolClass.Execute or ToolClass.Financial) => true,
        (Preset.Strict, ToolClass.Write) => true,
        _ => false,
    };

    /// <summary>Writes <c>require_approval</c> without conditions: every call waits for a person.</summary>
    public static void WriteApproval(Utf8JsonWriter json)
    {
        json.WriteStartArray("require_approval");
        json.WriteStartObject();
        json.WriteStartArray("conditions");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, Preset preset, ClassifiedTool tool, string description)
    {
        json.WriteStartObject();
        json.WriteString("description", description);
        if (tool.Class == ToolClass.Financial || (preset, tool.Class) is (Preset.Strict, ToolClass.Write))
        {
            WriteApproval(json);
        }

        if (tool.Class is ToolClass.Write or ToolClass.Execute)
        {
            WriteLimit(json, tool.Name, tool.Class == ToolClass.Write ? WritesPerMinute : RunsPerMinute);
        }

        json.WriteEndObject();
    }

    private static void WriteLimit(Utf8JsonWriter json, string tool, int max)
    {
        json.WriteStartArray("limits");
        json.WriteStartObject();
        json.WriteString("counter", $"{tool}_rate");
        json.WriteString("window", "minute");
        json.WriteNumber("max", max);
        json.WriteString("scope", "grant");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
