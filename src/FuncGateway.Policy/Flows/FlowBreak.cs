using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FuncGateway.Policies.Recommendations;

namespace FuncGateway.Policies.Flows;

/// <summary>What to add to the policy of one server to break a flow: every call of the tools of one leg then waits for a person.</summary>
/// <param name="Fragment">A part of a policy as UTF-8 JSON, such as <c>{"tools":{"send_mail":{"require_approval":[{"conditions":[]}]}}}</c>.</param>
/// <param name="LeftOut">Tools whose names cannot be written as a rule.</param>
public sealed record FlowBreak(string Server, byte[] Fragment, IReadOnlyList<string> LeftOut)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns one break for each server that has tools of the narrowest leg; none if the flow is not complete.</summary>
    public static IReadOnlyList<FlowBreak> Of(ToxicFlow flow) => flow.Narrowest is not { } leg ? [] :
        [.. flow.Open(leg).Select(open => open.Tool).GroupBy(tool => tool.Server, StringComparer.Ordinal).Select(server => Of(server.Key, [.. server]))];

    private static FlowBreak Of(string server, IReadOnlyList<FlowTool> tools)
    {
        var (names, leftOut) = (new List<string>(), new List<string>());
        foreach (var tool in tools)
        {
            // A new rule for the tool would replace the pattern that rules it now, so the approval goes into that.
            var rule = tool.Access.RuleName;
            if (rule.Length == 0 && RuleName.FindFault(tool.Name) is not null)
            {
                leftOut.Add(tool.Name);
            }
            else
            {
                names.Add(rule.Length == 0 ? tool.Name : rule);
            }
        }

        return new FlowBreak(server, Write(names.Distinct(StringComparer.Ordinal)), leftOut);
    }

    private static byte[] Write(IEnumerable<string> names)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteStartObject("tools");
            foreach (var name in names)
            {
                json.WriteStartObject(name);
                RecommendedRule.WriteApproval(json);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
