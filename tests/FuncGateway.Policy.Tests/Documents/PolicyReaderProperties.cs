using System.Text;
using System.Text.Json;
using CsCheck;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Tests.Corpus;

namespace FuncGateway.Policies.Tests.Documents;

public sealed class PolicyReaderProperties
{
    private static readonly byte[][] Documents =
    [
        .. CorpusFile.In("decisions").SelectMany(CorpusFile.Read<DecisionCase>).Select(each => each.Policy).OfType<JsonElement>().Select(Bytes),
        .. CorpusFile.In("reading").SelectMany(CorpusFile.Read<ReadingCase>).Select(each => Bytes(each.Document)),
    ];

    private static readonly Gen<byte[]> Mutated = Gen.Select(
        Gen.OneOf(Documents),
        Gen.Select(Gen.Double.Unit, Gen.Int[0, 12], Gen.OneOf(Gen.OneOf("{}[]\",:\\0e$*."u8.ToArray()).Array[0, 4], Gen.Byte.Array[0, 4])).Array[1, 4],
        (document, edits) => edits.Aggregate(document, (bytes, edit) => Replace(bytes, (int)(edit.Item1 * bytes.Length), edit.Item2, edit.Item3)));

    [Fact]
    public void Read_AnyBytes_GivesAPolicyOrProblems() =>
        Gen.Byte.Array[0, 200].Sample(AssertWhole);

    [Fact]
    public void Read_AMutatedDocument_GivesAPolicyOrProblems() =>
        Mutated.Sample(AssertWhole, iter: 5000);

    [Fact]
    public void Read_AGeneratedDocument_IsNeverMoreLenientThanTheSchema()
    {
        var (accepted, refused) = (0, 0);
        GeneratedDocument.Any.Sample(
            document =>
            {
                var isAccepted = PolicyReader.Read(Encoding.UTF8.GetBytes(document)).Problems.Count == 0;
                var inSchema = PublishedSchema.Accepts(document);
                Interlocked.Add(ref accepted, isAccepted ? 1 : 0);
                Interlocked.Add(ref refused, inSchema ? 0 : 1);
                return inSchema || !isAccepted;
            },
            iter: 3000,
            print: document => document);

        // Both outcomes must occur often enough for the agreement to be meaningful.
        Assert.InRange(accepted, 100, int.MaxValue);
        Assert.InRange(refused, 100, int.MaxValue);
    }

    private static void AssertWhole(byte[] bytes)
    {
        var reading = PolicyReader.Read(bytes);
        Assert.Equal(reading.Problems.Count == 0, reading.Policy is not null);
        Assert.All(reading.Problems.Concat(reading.Warnings), problem => Assert.True(problem.Path is "" or ['/', ..] && problem.Message.Length > 0));
    }

    private static byte[] Replace(byte[] bytes, int at, int length, byte[] by) =>
        [.. bytes[..at], .. by, .. bytes[Math.Min(at + length, bytes.Length)..]];

    private static byte[] Bytes(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());
}
