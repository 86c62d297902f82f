using System.Globalization;
using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Text;

namespace FuncGateway.LocalHost.Demo;

/// <summary>What the scan of the sample server found.</summary>
internal sealed record DemoInventory(IReadOnlyList<DemoTool> Tools)
{
    public string Text
    {
        get
        {
            var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{"tool",-26} {"class",-12} {"risk",-9} {"recommended",-20} evidence");
            foreach (var tool in Tools)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{VisibleText.Of(tool.Name),-26} {tool.Class,-12} {tool.Risk,-9} {tool.Rule,-20} {VisibleText.Of(tool.Evidence)}");
            }

            return text.ToString();
        }
    }

    /// <param name="tools">The answer of <c>GET /api/servers/{server}/tools</c>.</param>
    public static DemoInventory Of(JsonElement tools) => new([.. tools.GetProperty("items").EnumerateArray().Select(DemoTool.Of)]);

    public bool Has(string tool, string toolClass, string rule) => Tools.Any(each => each.Name == tool && each.Class == toolClass && each.Rule == rule);
}

/// <summary>A tool of the sample server, with its class and the recommended rule in words.</summary>
internal sealed record DemoTool(string Name, string Class, string Risk, string Rule, string Evidence)
{
    public static DemoTool Of(JsonElement tool)
    {
        var reason = tool.GetProperty("reasons")[0];
        return new(Text(tool, "name"), Text(tool, "class"), Text(tool, "risk"), InWords(tool.GetProperty("recommendedRule")), $"{Text(reason, "where")}: {Text(reason, "found")}");
    }

    private static string InWords(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Null ? "hide"
        : rule.TryGetProperty("require_approval", out _) ? "ask a person"
        : rule.TryGetProperty("limits", out var limits) ? $"{limits[0].GetProperty("max")} a {Text(limits[0], "window")}"
        : "allow";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
