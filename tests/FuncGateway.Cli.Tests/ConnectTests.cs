using System.Text.Json.Nodes;
using FuncGateway.Cli.Clients;
using FuncGateway.Cli.Tests.Running;

namespace FuncGateway.Cli.Tests;

/// <summary>Adding a server to the configuration that a client has already.</summary>
public sealed class ConnectTests
{
    private static readonly ConnectedServer Server = new("jobs", new Uri("http://127.0.0.1:7071/mcp/jobs"));

    [Theory]
    [InlineData("claude-code", """{ "mcpServers": { "other": { "url": "x" } }, "more": [1] }""", "\"other\"")]
    [InlineData("vscode", """{ "inputs": [ { "id": "mine" } ], "servers": {} }""", "\"mine\"")]
    [InlineData("codex", "model = \"x\"\n\n[mcp_servers.other]\nurl = \"y\"\n", "[mcp_servers.other]")]
    public void Configuration_ThatIsThere_Stays(string client, string existing, string kept)
    {
        var text = Client(client).AddTo(existing, Server, token: null);

        Assert.Contains(kept, text, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:7071/mcp/jobs", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude-code", """{ "mcpServers": [1] }""", "its 'mcpServers' is not an object")]
    [InlineData("vscode", """{ "inputs": { "x": 1 } }""", "its 'inputs' is not a list")]
    [InlineData("cursor", """{ // a remark""", "it is not plain JSON")]
    [InlineData("cursor", """{ "mcpServers": {}, "mcpServers": {} }""", "it is not plain JSON")]
    [InlineData("cursor", "[]", "it is not a JSON object")]
    [InlineData("codex", "[mcp_servers.\"jobs\"]\nurl = \"y\"\n", "it has [mcp_servers.jobs] already; change it there")]
    public void Configuration_ThatWouldLoseSomething_IsNotChanged(string client, string existing, string reason) =>
        Assert.Equal(reason, Assert.Throws<FormatException>(() => Client(client).AddTo(existing, Server, token: null)).Message);

    [Fact]
    public void Link_OfCursor_HasWhatTheFileHas()
    {
        var link = new Uri(Link("cursor"));
        var query = System.Web.HttpUtility.ParseQueryString(link.Query);

        Assert.Equal(("cursor", "anysphere.cursor-deeplink", "/mcp/install", "jobs"), (link.Scheme, link.Host, link.AbsolutePath, query["name"]));
        AssertSame(Written("cursor")["mcpServers"]?["jobs"], JsonNode.Parse(Convert.FromBase64String(query["config"] ?? "")));
    }

    [Fact]
    public void Link_OfCode_HasWhatTheFileHas()
    {
        var link = Link("vscode");
        Assert.StartsWith("vscode:mcp/install?", link, StringComparison.Ordinal);
        var content = JsonNode.Parse(Uri.UnescapeDataString(link["vscode:mcp/install?".Length..]))?.AsObject() ?? [];
        var file = Written("vscode");

        Assert.Equal("jobs", (string?)content["name"]);
        AssertSame(file["inputs"], content["inputs"]);
        AssertSame(file["servers"]?["jobs"], new JsonObject(content.Where(member => member.Key is not ("name" or "inputs")).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))));
    }

    [Fact]
    public void Link_OfOtherClients_IsNone() =>
        Assert.Equal(["cursor", "vscode"], AgentClients.All.Where(client => client.Link(Server) is not null).Select(client => client.Name));

    [Fact]
    public void File_ThatOnlyItsOwnerReads_StaysSo()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mcp.json");
        WholeFile.Write(path, "secret", isSecret: true);

        WholeFile.Write(path, "more");

        Assert.Equal(("more", UnixFileMode.UserRead | UnixFileMode.UserWrite), (File.ReadAllText(path), File.GetUnixFileMode(path)));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    private static void AssertSame(JsonNode? expected, JsonNode? actual) => Assert.True(expected is not null && JsonNode.DeepEquals(expected, actual), $"{expected}\n{actual}");

    private static string Link(string client) => Client(client).Link(Server) ?? throw new InvalidOperationException($"{client} has no link.");

    // As --write makes it.
    private static JsonNode Written(string client) => JsonNode.Parse(Client(client).AddTo(existing: null, Server, token: null)) ?? throw new InvalidOperationException("The file is empty.");

    private static AgentClient Client(string name) => AgentClients.All.Single(client => client.Name == name);
}
