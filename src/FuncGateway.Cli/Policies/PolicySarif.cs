using System.Text.Json.Nodes;
using FuncGateway.Cli.Output;
using FuncGateway.Policies.Analysis.Verification;

namespace FuncGateway.Cli.Policies;

/// <summary>Writes the findings about a policy as SARIF 2.1.0, with the lines of its file.</summary>
internal static class PolicySarif
{
    /// <summary>Whether the path of a finding is into the file of invariants.</summary>
    public static bool IsOfInvariant(JsonNode? finding) => Members.TextOf(finding, "path").StartsWith("/never/", StringComparison.Ordinal);

    /// <param name="never">The file of invariants; null if there is none.</param>
    /// <param name="result">The answer of the gateway, or of the analysis on this machine.</param>
    public static string Write(PolicySource source, PolicyFile? never, JsonNode? result)
    {
        var run = new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = new JsonObject { ["name"] = "FuncGateway", ["rules"] = new JsonArray([.. PolicyFindingCode.All.Select(Rule)]) } },
            ["results"] = new JsonArray([.. Members.ListOf(result, "findings").Select(finding => Result(finding, IsOfInvariant(finding) ? never : source.File, source.Text))]),
        };
        var log = new JsonObject { ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json", ["version"] = "2.1.0", ["runs"] = new JsonArray(run) };
        return JsonText.Pretty(log) + "\n";
    }

    private static JsonObject Rule(PolicyFindingCode code) => new()
    {
        ["id"] = code.Id,
        ["name"] = code.Name,
        ["shortDescription"] = Text($"{code.Summary}."),
        ["defaultConfiguration"] = new JsonObject { ["level"] = LevelOf(code.Level) },
    };

    private static JsonObject Result(JsonNode? finding, PolicyFile? file, string name)
    {
        var path = Members.TextOf(finding, "path");
        var (line, column) = file is null ? (1, 1) : TextPositions.Find(file.Bytes, path);
        var id = Members.TextOf(finding, "code");
        return new JsonObject
        {
            ["ruleId"] = id,
            ["ruleIndex"] = PolicyFindingCode.All.TakeWhile(code => code.Id != id).Count(),
            ["level"] = Members.TextOf(finding, "level"),
            ["message"] = Text($"{Members.TextOf(finding, "message")}{(finding?["witness"] is JsonObject witness ? $". Found: {Members.TextOf(witness, "name")} {Members.TextOf(witness, "arguments")}" : "")}."),
            ["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] = new JsonObject
                {
                    ["artifactLocation"] = new JsonObject { ["uri"] = (file?.Name ?? name).Replace('\\', '/') },
                    ["region"] = new JsonObject { ["startLine"] = line, ["startColumn"] = column },
                },
                ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = path }),
            }),
        };
    }

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static string LevelOf(PolicyFindingLevel level) => level switch
    {
        PolicyFindingLevel.Error => "error",
        PolicyFindingLevel.Warning => "warning",
        _ => "note",
    };
}
