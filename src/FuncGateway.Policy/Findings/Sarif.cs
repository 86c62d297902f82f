using System.Buffers;
using System.Text.Json;
using FuncGateway.Policies.Text;

namespace FuncGateway.Policies.Findings;

/// <summary>
/// Writes findings as SARIF 2.1.0, for CI and code scanning. It has the members that GitHub's "SARIF support for code scanning" marks as required: a
/// definition is not in a file, so each result names the first line of <c>servers/SERVER/tools.json</c>, and where in the definition in its logical location.
/// </summary>
public static class Sarif
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <param name="server">The id of the server whose tools were looked at.</param>
    /// <param name="version">The version of the gateway.</param>
    public static byte[] Write(string server, string version, IReadOnlyList<Finding> findings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, version);
            json.WriteStartArray("results");
            var fingerprints = new FindingFingerprints(server);
            foreach (var finding in findings)
            {
                WriteResult(json, server, finding, fingerprints.Next(finding));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTool(Utf8JsonWriter json, string version)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "FuncGateway");
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (var code in FindingCode.All)
        {
            json.WriteStartObject();
            json.WriteString("id", code.Id);
            json.WriteString("name", code.Name);
            WriteText(json, "shortDescription", $"{code.Summary}.");
            WriteText(json, "fullDescription", code.Description);
            WriteText(json, "help", code.Advice);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", LevelOf(code));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, string server, Finding finding, string fingerprint)
    {
        var tool = VisibleText.Of(finding.Tool);
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Code.Id);
        json.WriteNumber("ruleIndex", FindingCode.All.TakeWhile(code => code != finding.Code).Count());
        json.WriteString("level", LevelOf(finding.Code));
        WriteText(json, "message", $"{tool}: {finding.Message} Found: {finding.Evidence}");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        WritePhysicalLocation(json, server);
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("name", tool);
        json.WriteString("fullyQualifiedName", $"{server}/{tool}/{finding.Where}");
        json.WriteString("kind", "member");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("primaryLocationLineHash", fingerprint);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePhysicalLocation(Utf8JsonWriter json, string server)
    {
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", $"servers/{server}/tools.json");
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", 1);
        json.WriteNumber("startColumn", 1);
        json.WriteNumber("endLine", 1);
        json.WriteNumber("endColumn", 2);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string LevelOf(FindingCode code) => code.Level switch
    {
        FindingLevel.Error => "error",
        FindingLevel.Warning => "warning",
        _ => "note",
    };
}
