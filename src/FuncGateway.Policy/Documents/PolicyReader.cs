using System.Globalization;
using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads policy documents.</summary>
public static class PolicyReader
{
    /// <summary>Maximum size of a document, in bytes.</summary>
    public const int MaxDocumentBytes = 256 * 1024;

    /// <summary>Finds the mode of a document without reading the rest. Never throws; a document that is no policy is taken to be enforced.</summary>
    public static PolicyMode ModeOf(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName; reader.Skip())
            {
                var isMode = JsonText.TextEquals(reader, "mode"u8);
                reader.Read();
                if (isMode)
                {
                    return reader.TokenType == JsonTokenType.String && JsonText.TextEquals(reader, "shadow"u8) ? PolicyMode.Shadow : PolicyMode.Enforce;
                }
            }
        }
        catch (JsonException)
        {
        }

        return PolicyMode.Enforce;
    }

    /// <summary>Reads a document and reports every problem in it. Never throws, whatever the input.</summary>
    public static PolicyReading Read(ReadOnlySpan<byte> utf8)
    {
        var findings = Findings.None();
        var reader = new DocumentReader(findings);
        Policy? policy = null;
        if (utf8.Length > MaxDocumentBytes)
        {
            findings.Problems.AddWhole(string.Create(CultureInfo.InvariantCulture, $"found {utf8.Length} bytes; accepted: at most {MaxDocumentBytes} bytes (256 KiB)"));
        }
        else if (new NodeReader(findings.Problems).Read(utf8.ToArray()) is { } root)
        {
            policy = reader.Read(root);
        }

        var problems = findings.Problems.InDocumentOrder();
        return new PolicyReading(problems.Count == 0 ? policy : null, problems, findings.Warnings.InDocumentOrder()) { Written = reader.Written };
    }
}

/// <summary>The result of reading a document.</summary>
/// <param name="Policy">The compiled policy; null if and only if there are problems.</param>
/// <param name="Problems">All problems, in document order.</param>
/// <param name="Warnings">Valid but questionable parts of the document, in document order.</param>
public sealed record PolicyReading(Policy? Policy, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Warnings)
{
    /// <summary>The document with the position of each part; null if there are problems.</summary>
    internal DocumentAsWritten? Written { get; init; }
}

/// <summary>A problem in a policy document.</summary>
/// <param name="Path">JSON Pointer to it; empty for the whole document.</param>
/// <param name="Message">What was found and what is accepted.</param>
public sealed record Problem(string Path, string Message);
