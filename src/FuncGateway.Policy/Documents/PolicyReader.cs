using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads policy documents.</summary>
public static class PolicyReader
{
    /// <summary>Maximum size of a document, in bytes.</summary>
    public const int MaxDocumentBytes = 256 * 1024;

    private const string Size = "accepted: at most 262144 bytes (256 KiB)";

    /// <summary>Reads a document and reports every problem in it. Never throws, whatever the input.</summary>
    public static PolicyReading Read(ReadOnlySpan<byte> utf8)
    {
        var findings = Findings.None();
        var policy = FindFaultOfWhole(utf8) is { } fault ? Refuse(findings, fault) : ReadNodes(utf8, findings);
        var problems = findings.Problems.InDocumentOrder();
        return new PolicyReading(problems.Count == 0 ? policy : null, problems, findings.Warnings.InDocumentOrder());
    }

    private static Policy? ReadNodes(ReadOnlySpan<byte> utf8, Findings findings) =>
        new NodeReader(findings.Problems).Read(utf8) is { } root ? new DocumentReader(findings).Read(root) : null;

    private static Policy? Refuse(Findings findings, string fault)
    {
        findings.Problems.AddWhole(fault);
        return null;
    }

    private static string? FindFaultOfWhole(ReadOnlySpan<byte> utf8) =>
        utf8.Length > MaxDocumentBytes ? string.Create(CultureInfo.InvariantCulture, $"found {utf8.Length} bytes; {Size}")
        : utf8.StartsWith("\uFEFF"u8) ? "found a byte order mark; accepted: UTF-8 without one"
        : Utf8.IsValid(utf8) ? null
        : string.Create(CultureInfo.InvariantCulture, $"found bytes that are not UTF-8, the first at {FirstInvalid(utf8)}; accepted: UTF-8");

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var read) == System.Buffers.OperationStatus.Done)
        {
            at += read;
        }

        return at;
    }
}

/// <summary>The result of reading a document.</summary>
/// <param name="Policy">The compiled policy; null if and only if there are problems.</param>
/// <param name="Problems">All problems, in document order.</param>
/// <param name="Warnings">Valid but questionable parts of the document, in document order.</param>
public sealed record PolicyReading(Policy? Policy, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Warnings);

/// <summary>A problem in a policy document.</summary>
/// <param name="Path">JSON Pointer to it; empty for the whole document.</param>
/// <param name="Message">What was found and what is accepted.</param>
public sealed record Problem(string Path, string Message);
