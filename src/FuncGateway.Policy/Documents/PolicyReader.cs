using System.Globalization;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads policy documents.</summary>
public static class PolicyReader
{
    /// <summary>The largest document, in bytes.</summary>
    public const int MaxDocumentBytes = 256 * 1024;

    /// <summary>Reads a document and finds every problem in it. Never throws, whatever the bytes.</summary>
    public static PolicyReading Read(ReadOnlySpan<byte> utf8)
    {
        var findings = Findings.None();
        var policy = utf8.Length > MaxDocumentBytes ? RefuseSize(utf8.Length, findings) : ReadNodes(utf8, findings);
        var problems = findings.Problems.InDocumentOrder();
        return new PolicyReading(problems.Count == 0 ? policy : null, problems, findings.Warnings.InDocumentOrder());
    }

    private static Policy? ReadNodes(ReadOnlySpan<byte> utf8, Findings findings) =>
        new NodeReader(findings.Problems).Read(utf8.ToArray()) is { } root ? new DocumentReader(findings).Read(root) : null;

    private static Policy? RefuseSize(int bytes, Findings findings)
    {
        findings.Problems.AddWhole(string.Create(CultureInfo.InvariantCulture, $"found {bytes} bytes; accepted: at most {MaxDocumentBytes} bytes (256 KiB)"));
        return null;
    }
}
