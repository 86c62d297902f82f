using FuncGateway.Cli.Tests.Running;

namespace FuncGateway.Cli.Tests.Applying;

/// <summary>What is applied is what is exported, and applying it again changes nothing.</summary>
public sealed class ApplyRoundTripTests
{
    // Files as people and other programs write them. The gateway stores each in its own way.
    private static readonly Dictionary<string, string> AsWritten = new()
    {
        ["servers/plain.json"] = """{"upstreamUrl":"HTTPS://Plain.Example.com","name":"Plain","recordArguments":"sealed"}""",
        ["servers/files.json"] = "{\r\n\t\"trusted\": true,\r\n\t\"headers\": { \"X-Tenant\": \"@secret:upstream-tenant\", \"authorization\": \"@secret:upstream-files\" },\r\n\t\"upstreamUrl\": \"https://files.example.com:443/mcp\",\r\n\t\"name\": \"Fil\\u0065s\",\r\n\t\"onChange\": \"hide\"\r\n}",
        ["servers/hooked.json"] = """{ "name": "Hooked", "upstreamUrl": "https://hooked.example.com/mcp", "approvalWebhook": { "url": "@secret:upstream-hook" } }""",
        ["servers/unhooked.json"] = """{ "name": "Unhooked", "upstreamUrl": "https://unhooked.example.com/mcp", "approvalWebhook": {} }""",
        ["policies/files/dev.json"] = "\uFEFF{ \"version\": \"1\",   \"default\": \"deny\", \"tools\": { \"write_file\": { \"limits\": [ { \"counter\": \"writes\", \"window\": \"minute\", \"max\": 30, \"scope\": \"grant\" } ] }, \"read\\u005ffile\": {} } }\n\n",
        ["policies/plain/none.json"] = """{"version":"1","default":"deny"}""",
        ["grants/night shift.json"] = """{ "label": "Night shift ☾", "access": [ { "server": "plain" }, { "policy": "dev", "server": "files" } ], "expiresAt": "2030-01-31T13:00:00.250+01:00" }""",
        ["grants/agent.json"] = """{ "access": [ { "server": "files", "policy": null } ], "label": "agent", "expiresAt": null }""",
    };

    [Fact]
    public async Task Files_ThatWereApplied_AreExportedAsTheyAre()
    {
        await using var scene = await StartAsync();
        await scene.ApplyAllAsync();

        var exported = await scene.Piped.RunAsync("export gateway");

        Assert.Equal("exit code 0\n", exported.ToString());
        Assert.Equal(AsWritten, scene.Files);
    }

    [Fact]
    public async Task Files_ThatWereExported_AreAppliedToAnotherGatewayAsTheyAre()
    {
        await using var one = await StartAsync();
        await one.ApplyAllAsync();
        await one.Piped.RunAsync("export elsewhere");
        await using var other = await MemoryScene.StartAsync();
        foreach (var (file, text) in Exported(one))
        {
            other.Write(file, text);
        }

        await other.ApplyAllAsync();
        await other.Piped.RunAsync("export elsewhere");

        Assert.Equal(8, Exported(one).Count);
        Assert.Equal(Exported(one), Exported(other));
    }

    [Fact]
    public async Task Apply_Again_ChangesNothing()
    {
        await using var scene = await StartAsync();
        await scene.ApplyAllAsync();
        var before = await scene.ChangesAsync();

        var dryRun = await scene.ApplyAsync("--dry-run");
        var again = await scene.ApplyAsync();

        Assert.Equal((0, 0), (dryRun.Code, again.Code));
        Assert.All(MemoryScene.Lines(dryRun), line => Assert.StartsWith("none\t", line, StringComparison.Ordinal));
        Assert.All(MemoryScene.Lines(again), line => Assert.StartsWith("none\t", line, StringComparison.Ordinal));
        Assert.Equal(before, await scene.ChangesAsync());
        Assert.Equal(1, (int?)(await scene.ByHandAsync("GET", "/api/servers/files/policies/dev")).Json["revision"]);
    }

    [Fact]
    public async Task Export_WritesOnlyWhatDiffers()
    {
        await using var scene = await StartAsync();
        await scene.ApplyAllAsync();
        await scene.ByHandAsync("PUT", "/api/servers/files/policies/dev", """{ "version": "1", "default": "deny" }""");
        await scene.ByHandAsync("DELETE", "/api/servers/hooked");
        await scene.ByHandAsync("POST", "/api/servers/files/grants", """{ "label": "new", "policy": null }""");

        var exported = await scene.Piped.RunAsync("export gateway");

        Assert.Equal(["policies/files/dev.json\tchanged", "grants/new.json\tnew", "servers/hooked.json\tnot at the gateway"], MemoryScene.Lines(exported));
        Assert.True(scene.Files.ContainsKey("servers/hooked.json"));
        var pruned = await scene.Piped.RunAsync("export gateway --prune --yes");
        Assert.Equal(["servers/hooked.json\tdeleted"], MemoryScene.Lines(pruned));
        Assert.False(scene.Files.ContainsKey("servers/hooked.json"));
        Assert.Equal(AsWritten["grants/agent.json"], scene.Files["grants/agent.json"]);
    }

    [Fact]
    public async Task Apply_ToAPerson_SaysWhatWasDone()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();

        var planned = await scene.Fgw.RunAsync("apply -f gateway --dry-run");
        var applied = await scene.Fgw.RunAsync("apply -f gateway");
        var again = await scene.Fgw.RunAsync("apply -f gateway");

        Assert.Equal("exit code 1\n+ server files                          new\n+ policy files/dev                      new\n+ grant  agent                          new\n0 as in the files.\n", planned.ToString());
        Assert.Matches("^exit code 0\n\\+ server files +new\n\\+ policy files/dev +r1\n\\+ grant  agent +id [0-9A-Za-z]+\n    token  fgw_[A-Za-z0-9_-]{49}  \\(shown this once\\)\n0 as in the files.\n$", applied.ToString());
        Assert.Equal("exit code 0\n3 as in the files.\n", again.ToString());
    }

    [Fact]
    public async Task Apply_ForPrograms_IsTabsAndJson()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();

        var tabs = await scene.ApplyAsync();
        var json = System.Text.Json.Nodes.JsonNode.Parse((await scene.ApplyAsync("-o", "json")).Output)?.AsArray() ?? [];

        Assert.Matches("^create\tserver\tfiles\tdone\tnew\t\ncreate\tpolicy\tfiles/dev\tdone\tr1\t\ncreate\tgrant\tagent\tdone\tid [0-9A-Za-z]+\tfgw_[A-Za-z0-9_-]{49}\n$", tabs.Output);
        Assert.Equal("", tabs.Error);
        Assert.Equal(["none server files nothing", "none policy files/dev nothing", "none grant agent nothing"], json.Select(step => $"{step?["action"]} {step?["kind"]} {step?["name"]} {step?["outcome"]}"));
    }

    private static async Task<MemoryScene> StartAsync()
    {
        var scene = await MemoryScene.StartAsync();
        scene.Gateway.Secrets["upstream-hook"] = "https://hooks.example.com/T0/B0";
        foreach (var (file, text) in AsWritten)
        {
            scene.Write(file, text);
        }

        return scene;
    }

    private static Dictionary<string, string> Exported(MemoryScene scene)
    {
        var folder = Path.Combine(scene.Folder, "../elsewhere");
        return Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText);
    }
}
