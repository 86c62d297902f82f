using System.Text.Json;
using FuncGateway.Mcp.Tests.Isolation;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Corpus;

/// <summary>What the corpus expects of a policy also holds on the wire: for what is sent, for what the agent is told and for what is recorded.</summary>
public sealed class PolicyCorpusTests
{
    private static readonly Dictionary<string, (string Method, string List, string Name)> Lists = new()
    {
        ["tools"] = ("tools/list", "tools", "name"),
        ["resources"] = ("resources/list", "resources", "uri"),
        ["templates"] = ("resources/templates/list", "resourceTemplates", "uriTemplate"),
        ["prompts"] = ("prompts/list", "prompts", "name"),
    };

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Where(file => file != "operators.json").Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "corpus", "decisions");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Requests_OfTheCorpus_AreJudgedOnTheWireAsWritten(string file)
    {
        await using var two = await TwoGrants.StartAsync();
        var (differences, number) = (new List<string>(), 0);
        using var cases = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, file)));
        foreach (var each in cases.RootElement.EnumerateArray())
        {
            var token = await MintAsync(two, each.TryGetProperty("policy", out var policy) ? policy.GetRawText() : "null", $"case-{number++}");
            foreach (var call in each.GetProperty("calls").EnumerateArray())
            {
                var (expected, found) = Text(call, "request") == "list" ? await ListAsync(two, token, call) : await SendAsync(two, token, call);
                if (expected != found)
                {
                    differences.Add($"{each.GetProperty("name")}, {call.GetRawText()}: expected {expected}, found {found}");
                }
            }
        }

        Assert.NotEqual(0, number);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private static async Task<(string Expected, string Found)> ListAsync(TwoGrants two, string token, JsonElement call)
    {
        var (method, list, name) = Lists[Text(call, "of")];
        var entries = call.GetProperty("offered").EnumerateArray().Select(each => $$"""{"{{name}}":{{each.GetRawText()}}}""");
        two.Upstream.Then(Reply.Json(TwoGrants.Result($$"""{"{{list}}":[{{string.Join(',', entries)}}]}""")));
        var answer = await two.PostAsync(token, TwoGrants.Request(method));
        var listed = answer.Json["result"]?[list]?.AsArray().Select(each => (string?)each?[name]) ?? ["no list"];
        return (string.Join(", ", call.GetProperty("listed").EnumerateArray().Select(each => each.GetString())), string.Join(", ", listed));
    }

    private static async Task<(string Expected, string Found)> SendAsync(TwoGrants two, string token, JsonElement call)
    {
        var (verdict, rule) = (Text(call, "verdict"), Text(call, "rule"));
        var sent = two.Sent;
        var answer = await two.PostAsync(token, Request(call));
        if (answer.Status == 400 && verdict == "Deny")
        {
            // Refused before the policy: readers could disagree about the message.
            return ("not sent", two.Sent > sent ? "sent" : "not sent");
        }

        var entry = (await two.EntriesAsync())[0];
        var told = (string?)answer.Json["result"]?["content"]?[0]?["text"] ?? (string?)answer.Json["error"]?["message"] ?? "";
        var toldRule = (string?)answer.Json["result"]?["_meta"]?["funcgateway/decision"]?["rule"];
        var isSent = two.Sent > sent;

        // A single call may take more than the whole limit; the policy alone does not know how much is left.
        if (verdict is "Allow" or "Hold" && call.TryGetProperty("charges", out _) && (string?)entry["verdict"] == "limited")
        {
            return ("not sent", isSent ? "sent" : "not sent");
        }

        var text = verdict == "Deny" && call.TryGetProperty("text", out var written) ? written.GetString() : told;
        var expectedRule = toldRule is null ? null : call.TryGetProperty("agentRule", out var shown) ? shown.GetString() : rule;
        return (
            $"{(verdict == "Allow" ? "sent" : "not sent")}, rule '{rule}', told '{text}' by '{expectedRule}'",
            $"{(isSent ? "sent" : "not sent")}, rule '{(string?)entry["rule"]}', told '{told}' by '{toldRule}'");
    }

    private static string Request(JsonElement call)
    {
        var (method, key, named) = Text(call, "request") switch
        {
            "resource" => ("resources/read", "uri", "uri"),
            "prompt" => ("prompts/get", "name", "prompt"),
            _ => ("tools/call", "name", "tool"),
        };
        var arguments = call.TryGetProperty("arguments", out var given) ? $",\"arguments\":{given.GetRawText()}" : "";
        return TwoGrants.Request(method, $"{{\"{key}\":{call.GetProperty(named).GetRawText()}{arguments}}}");
    }

    private static async Task<string> MintAsync(TwoGrants two, string policy, string id)
    {
        if (policy == "null")
        {
            return (await two.Gateway.SendAsync("POST", "/api/servers/bank/grants", """{"label":"Agent","policy":null}""")).Field("token");
        }

        var published = await two.Gateway.SendAsync("PUT", $"/api/servers/bank/policies/{id}", policy);
        Assert.True(published.Status is 200 or 201, $"{policy}: {published.Text}");
        return (await two.Gateway.SendAsync("POST", "/api/servers/bank/grants", $$"""{"label":"Agent","policy":"{{id}}"}""")).Field("token");
    }

    private static string Text(JsonElement call, string member) => call.TryGetProperty(member, out var value) ? value.GetString() ?? "" : "";
}
