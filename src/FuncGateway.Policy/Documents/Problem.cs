namespace FuncGateway.Policies.Documents;

public sealed record Problem(string Path, string Message);

public sealed record PolicyReading(Policy? Policy, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Warnings);

public static class PolicyReader
{
    public const int MaxDocumentBytes = 256 * 1024;
    public static PolicyReading Read(ReadOnlySpan<byte> utf8) => new(null, [], []);
}
