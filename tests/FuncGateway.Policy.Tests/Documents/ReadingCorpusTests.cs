using System.Text;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Tests.Corpus;

namespace FuncGateway.Policies.Tests.Documents;

public sealed class ReadingCorpusTests
{
    private static readonly Dictionary<string, ReadingCase> Cases = CorpusFile.In("reading")
        .SelectMany(file => CorpusFile.Read<ReadingCase>(file).Select(each => (Key: $"{Path.GetFileName(file)}: {each.Name}", Case: each)))
        .ToDictionary(each => each.Key, each => each.Case);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_ADocumentOfTheCorpus_FindsExactlyWhatIsWritten(string name)
    {
        var each = Cases[name];
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(each.Document.GetRawText()));
        AssertFound(each.Problems ?? [], reading.Problems);
        AssertFound(each.Warnings ?? [], reading.Warnings);
        Assert.Equal(reading.Problems.Count == 0, reading.Policy is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_ADocumentOfTheCorpus_IsJudgedAsWritten(string name)
    {
        var each = Cases[name];
        if (each.Schema != "skip")
        {
            Assert.Equal(each.Schema == "accepts", PublishedSchema.Accepts(each.Document.GetRawText()));
        }
    }

    [Fact]
    public void Schema_EveryPolicyOfTheDecisionCorpus_IsAccepted()
    {
        var policies = CorpusFile.In("decisions").SelectMany(CorpusFile.Read<DecisionCase>).Select(each => each.Policy?.GetRawText());
        Assert.All(policies.OfType<string>(), policy => Assert.True(PublishedSchema.Accepts(policy), policy));
    }

    private static void AssertFound(IReadOnlyList<IReadOnlyList<string>> expected, IReadOnlyList<Problem> found)
    {
        Assert.Equal(expected.Select(each => each[0]), found.Select(each => each.Path));
        Assert.All(expected.Zip(found), pair => Assert.Contains(pair.First[1], pair.Second.Message, StringComparison.Ordinal));
    }
}
