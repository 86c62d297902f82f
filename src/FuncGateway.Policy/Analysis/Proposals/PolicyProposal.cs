using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Recommendations;
using FuncGateway.Policies.Rules;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Analysis.Proposals;

/// <summary>Proposes the policy of least privilege for observed traffic: what was used is allowed, as often as it was used, and everything else is denied.</summary>
public static class PolicyProposal
{
    private const int MaxRules = 1_000;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="uses">Each tool, prompt and resource once.</param>
    /// <param name="since">Since when the traffic was observed.</param>
    public static Proposal Of(IReadOnlyList<ObservedUse> uses, DateTimeOffset since)
    {
        var (accepted, leftOut) = (new List<ObservedUse>(), new List<string>());
        foreach (var use in uses.OrderBy(use => use.Subject).ThenBy(use => use.Name, StringComparer.Ordinal))
        {
            if (FindFault(use) is { } fault)
            {
                leftOut.Add($"{Shown(use.Name)}: {fault}");
            }
            else if (accepted.Count == MaxRules)
            {
                leftOut.Add($"{Shown(use.Name)}: a proposal has at most {MaxRules} rules");
            }
            else
            {
                accepted.Add(use);
            }
        }

        var lines = accepted.ConvertAll(use => new ProposalLine(JsonPointer.Append($"/{SectionOf(use.Subject)}", use.Name), use, Words(use)));
        var document = Write(lines, since);
        while (document.Length > PolicyReader.MaxDocumentBytes)
        {
            var kept = lines.Count * 9 / 10;
            leftOut.AddRange(lines.Skip(kept).Select(line => $"{Shown(line.Use.Name)}: the document would be larger than {PolicyReader.MaxDocumentBytes} bytes"));
            lines.RemoveRange(kept, lines.Count - kept);
            document = Write(lines, since);
        }

        return new Proposal(document, lines, leftOut);
    }

    /// <summary>The smallest of 1, 2, 5, 10, 20, 50 … that is not smaller than the number.</summary>
    public static int RoundUp(int number)
    {
        for (var power = 1; ; power *= 10)
        {
            foreach (var factor in new[] { 1, 2, 5 })
            {
                if (factor * power >= number)
                {
                    return factor * power;
                }
            }
        }
    }

    private static string? FindFault(ObservedUse use) => RuleName.FindFault(use.Name) is { } fault ? fault
        : use.Subject == Subject.Resource && (use.Name.EndsWith("(set)", StringComparison.Ordinal) || use.Name.EndsWith('…')) ? "the audit log has only a part of the URI"
        : use.Subject == Subject.Resource && UriReading.FindAmbiguity(use.Name) is { } ambiguity ? $"the URI is ambiguous because of {ambiguity}"
        : null;

    private static string SectionOf(Subject subject) => subject switch
    {
        Subject.Tool => "tools",
        Subject.Prompt => "prompts",
        _ => "resources",
    };

    private static string Words(ObservedUse use)
    {
        var limits = IsLimited(use) ? " The limits are these numbers rounded up: check them." : "";
        var warning = use.Class is ToolClass.Financial or ToolClass.Destructive
            ? use.Held > 0 ? " A person approved such calls, so that stays." : " It passed without a person: check whether it should."
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(use.Class is { } known ? $"{known}. " : "")}{use.Calls} {(use.Calls == 1 ? "request" : "requests")} of {use.Grants} {(use.Grants == 1 ? "grant" : "grants")} from {use.First:yyyy-MM-dd HH:mm} to {use.Last:yyyy-MM-dd HH:mm} UTC, at most {use.PerMinute} a minute and {use.PerDay} a day by one grant.{limits}{warning}");
    }

    private static bool IsLimited(ObservedUse use) => use.Subject == Subject.Tool && use.Class != ToolClass.Read;

    private static byte[] Write(List<ProposalLine> lines, DateTimeOffset since)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("version", "1");
            json.WriteString("description", string.Create(CultureInfo.InvariantCulture, $"Proposed from what passed since {since:yyyy-MM-dd HH:mm} UTC. What was not seen is refused."));
            json.WriteString("default", "deny");
            json.WriteString("list", "allowed");
            foreach (var section in lines.GroupBy(line => SectionOf(line.Use.Subject)))
            {
                json.WriteStartObject(section.Key);
                foreach (var line in section)
                {
                    json.WriteStartObject(line.Use.Name);
                    WriteRule(json, line);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteRule(Utf8JsonWriter json, ProposalLine line)
    {
        var use = line.Use;
        json.WriteString("description", line.Words);
        // Some calls of it waited for a person, so all do: which ones waited is not known here.
        if (use.Held > 0)
        {
            RecommendedRule.WriteApproval(json);
        }

        if (!IsLimited(use))
        {
            return;
        }

        json.WriteStartArray("limits");
        WriteLimit(json, $"{use.Name}_minute", "minute", RoundUp(use.PerMinute));
        WriteLimit(json, $"{use.Name}_day", "day", RoundUp(use.PerDay));
        json.WriteEndArray();
    }

    private static void WriteLimit(Utf8JsonWriter json, string counter, string window, int max)
    {
        json.WriteStartObject();
        json.WriteString("counter", counter);
        json.WriteString("window", window);
        json.WriteNumber("max", max);
        json.WriteString("scope", "grant");
        json.WriteEndObject();
    }

    private static string Shown(string name) => FuncGateway.Policies.Text.VisibleText.Of(name);
}
