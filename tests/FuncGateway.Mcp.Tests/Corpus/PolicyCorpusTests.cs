using System.Text.Json;

namespace FuncGateway.Mcp.Tests.Corpus;

/// <summary>What the corpus expects of a policy also holds on the wire: for what is sent, for what the agent is told and for what is recorded.</summary>
public sealed class PolicyCorpusTests
{
    private const string Operators = "operators.json";

    /// <summary>How many requests of each file are refused before the policy, because a string in them is not Unicode text; none in a file that is not named.</summary>
    private static readonly Dictionary<string, int> NotText = new() { ["ambiguous.json"] = 1, [Operators] = 15 };

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Where(file => file != Operators).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "corpus", "decisions");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Requests_OfTheCorpus_AreJudgedOnTheWireAsWritten(string file)
    {
        await using var gateway = await CorpusGateway.StartAsync();
        using var cases = await ReadAsync(file);
        foreach (var each in cases.RootElement.EnumerateArray())
        {
            var token = await gateway.MintAsync(each.TryGetProperty("policy", out var policy) ? policy.GetRawText() : null);
            foreach (var call in each.GetProperty("calls").EnumerateArray())
            {
                await gateway.TryAsync(token, call, each.GetProperty("name").GetString() ?? "");
            }
        }

        gateway.AssertAsWritten();
        Assert.NotEqual(0, gateway.Requests);
        Assert.Equal(NotText.GetValueOrDefault(file), gateway.NotText);
    }

    [Fact]
    public async Task Operators_OfTheCorpus_HoldFailOrAreUnclearOnTheWireAsWritten()
    {
        await using var gateway = await CorpusGateway.StartAsync();
        using var cases = await ReadAsync(Operators);
        foreach (var each in cases.RootElement.EnumerateArray().Select(OperatorOnTheWire.Of))
        {
            foreach (var (policy, calls) in each.Policies)
            {
                var token = await gateway.MintAsync(policy);
                foreach (var call in calls)
                {
                    await gateway.TryAsync(token, call, each.Name);
                }
            }
        }

        gateway.AssertAsWritten();
        Assert.NotEqual(0, gateway.Requests);
        Assert.Equal(NotText[Operators], gateway.NotText);
    }

    private static async Task<JsonDocument> ReadAsync(string file) => JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, file)));
}
