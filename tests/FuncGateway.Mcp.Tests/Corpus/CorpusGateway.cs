using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FuncGateway.Mcp.Tests.Isolation;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Corpus;

/// <summary>A gateway to which the requests of the corpus are posted, and what differed from the expectations.</summary>
internal sealed partial class CorpusGateway : IAsyncDisposable
{
    private static readonly Dictionary<string, (string Method, string List, string Name)> Lists = new()
    {
        ["tools"] = ("tools/list", "tools", "name"),
        ["resources"] = ("resources/list", "resources", "uri"),
        ["templates"] = ("resources/templates/list", "resourceTemplates", "uriTemplate"),
        ["prompts"] = ("prompts/list", "prompts", "name"),
    };

    private readonly TwoGrants _two;
    private readonly List<string> _differences = [];
    private int _policies;

    private CorpusGateway(TwoGrants two) => _two = two;

    /// <summary>Number of requests made, lists included.</summary>
    public int Requests { get; private set; }

    /// <summary>Number of requests that cannot reach the policy on the wire: some string in them is not Unicode text, so readers could disagree about it.</summary>
    public int NotText { get; private set; }

    public static async Task<CorpusGateway> StartAsync() => new(await TwoGrants.StartAsync());

    /// <summary>Returns the token of a new grant with that policy; null for a grant without one.</summary>
    public async Task<string> MintAsync(string? policy)
    {
        if (policy is null)
        {
            return await MintNamedAsync("null");
        }

        var id = $"case-{_policies++}";
        var published = await _two.Gateway.SendAsync("PUT", $"/api/servers/bank/policies/{id}", policy);
        Assert.True(published.Status is 200 or 201, $"{policy}: {published.Text}");
        return await MintNamedAsync($"\"{id}\"");
    }

    /// <summary>Makes a request of the corpus and notes what differs from what it expects.</summary>
    public async Task TryAsync(string token, JsonElement call, string name)
    {
        Requests++;
        var (expected, found) = Text(call, "request") == "list" ? await ListAsync(token, call) : await SendAsync(token, call);
        if (expected != found)
        {
            _differences.Add($"{name}, {call.GetRawText()}: expected {expected}, found {found}");
        }
    }

    public void AssertAsWritten() => Assert.True(_differences.Count == 0, string.Join(Environment.NewLine, _differences));

    public ValueTask DisposeAsync() => _two.DisposeAsync();

    private async Task<string> MintNamedAsync(string policy) =>
        (await _two.Gateway.SendAsync("POST", "/api/servers/bank/grants", $$"""{"label":"Agent","policy":{{policy}}}""")).Field("token");

    private async Task<(string Expected, string Found)> ListAsync(string token, JsonElement call)
    {
        var (method, list, name) = Lists[Text(call, "of")];
        var entries = call.GetProperty("offered").EnumerateArray().Select(each => $$"""{"{{name}}":{{each.GetRawText()}}}""");
        _two.Upstream.Then(Reply.Json(TwoGrants.Result($$"""{"{{list}}":[{{string.Join(',', entries)}}]}""")));
        var answer = await _two.PostAsync(token, TwoGrants.Request(method));
        var listed = answer.Json["result"]?[list]?.AsArray().Select(each => (string?)each?[name]) ?? ["no list"];
        return (string.Join(", ", call.GetProperty("listed").EnumerateArray().Select(each => each.GetString())), string.Join(", ", listed));
    }

    private async Task<(string Expected, string Found)> SendAsync(string token, JsonElement call)
    {
        var (sent, request) = (_two.Sent, Request(call));
        var answer = await _two.PostAsync(token, request);
        var isSent = _two.Sent > sent;
        if (LoneSurrogate().IsMatch(request))
        {
            NotText++;
            return ("400, not sent", $"{answer.Status}, {(isSent ? "sent" : "not sent")}");
        }

        var entry = (await _two.EntriesAsync())[0];
        return Compare(call, answer, isSent, entry);
    }

    private static (string Expected, string Found) Compare(JsonElement call, Answer answer, bool isSent, JsonNode entry)
    {
        var (verdict, rule) = (Text(call, "verdict"), Text(call, "rule"));
        // A single call may take more than the whole limit; the policy alone does not know how much is left.
        if (verdict is "Allow" or "Hold" && call.TryGetProperty("charges", out _) && (string?)entry["verdict"] == "limited")
        {
            return ("not sent", isSent ? "sent" : "not sent");
        }

        var told = (string?)answer.Json["result"]?["content"]?[0]?["text"] ?? (string?)answer.Json["error"]?["message"] ?? "";
        var toldRule = (string?)answer.Json["result"]?["_meta"]?["funcgateway/decision"]?["rule"];
        var text = verdict == "Deny" && call.TryGetProperty("text", out var written) ? written.GetString() : told;
        if (Text(call, "textPart") is var part && !told.Contains(part, StringComparison.Ordinal))
        {
            text = $"…{part}…";
        }

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

    private static string Text(JsonElement call, string member) => call.TryGetProperty(member, out var value) ? value.GetString() ?? "" : "";

    [GeneratedRegex(@"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..")]
    private static partial Regex LoneSurrogate();
}
