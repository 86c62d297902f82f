using FuncGateway.Cli.Tests.Running;

namespace FuncGateway.Cli.Tests.Applying;

/// <summary>Files that people get wrong, and names that are no names of files.</summary>
public sealed class ApplyFilesTests
{
    [Fact]
    public async Task BrokenFiles_AreAllReported_AndNothingIsChanged()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        scene.Write("servers/comma.json", """{ "name": "Comma", }""");
        scene.Write("servers/twice.json", """{ "name": "Twice", "name": "Twice" }""");
        scene.Write("servers/list.json", "[]");
        scene.Write("servers/empty.json", "");
        scene.Write("policies/files/wrong.json", """{ "version": "1", "default": "maybe", "tools": { "read_file": { "limits": [ { "max": -1 } ] } } }""");
        scene.Write("policies/lost.json", MemoryScene.Policy);
        scene.Write("grants/nameless.json", """{ "access": [] }""");
        scene.Write("grants/half.json", """{ "label": "\ud800" }""");
        scene.Write("grants/agent-2.json", MemoryScene.Grant);
        File.WriteAllBytes(Path.Combine(scene.Folder, "grants/latin.json"), [.. "{ \"label\": \""u8, 0xE9, .. "\" }"u8]);

        var result = await scene.ApplyAsync();

        Assert.Equal((64, ""), (result.Code, result.Output));
        foreach (var file in new[]
        {
            "servers/comma.json: it is not JSON", "servers/twice.json: it is not JSON", "servers/list.json: found no object", "servers/empty.json: it is not JSON", "policies/files/wrong.json: /default",
            "policies/files/wrong.json: /tools/read_file/limits/0", "policies/lost.json: it is in no known place", "grants/nameless.json: label is missing", "grants/half.json: it is not JSON",
            "grants/latin.json: it is not JSON", "There are 2 files for grant agent",
        })
        {
            Assert.Contains($"\n{file}", result.Error, StringComparison.Ordinal);
        }

        Assert.Empty(await scene.ChangesAsync());
    }

    [Fact]
    public async Task Tokens_OfNewGrants_AreAddedToTheFileThatIsNamedAndNotWritten()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        var file = Path.Combine(scene.Folder, "..", "tokens.json");
        await File.WriteAllTextAsync(file, """{ "earlier": "fgw_1" }""");

        var result = await scene.ApplyAsync("--tokens", "tokens.json");

        Assert.Equal(0, result.Code);
        Assert.DoesNotContain("fgw_", result.Output, StringComparison.Ordinal);
        var tokens = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file))?.AsObject() ?? [];
        Assert.Equal("fgw_1", tokens["earlier"]?.ToString());
        Assert.Matches("^fgw_[A-Za-z0-9_-]{49}$", tokens["agent"]?.ToString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Tokens_IntoAFileOfSomethingElse_AreRefusedBeforeAnythingIsDone()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        scene.Write("../tokens.json", "[1]");

        var result = await scene.ApplyAsync("--tokens", "tokens.json");

        Assert.Equal(64, result.Code);
        Assert.Contains("has something else in it than tokens", result.Error, StringComparison.Ordinal);
        Assert.Empty(await scene.ChangesAsync());
        Assert.Equal("[1]", await File.ReadAllTextAsync(Path.Combine(scene.Folder, "..", "tokens.json")));
    }

    [Theory]
    [InlineData("grants/agent.json", """{ "label": "agent", "access": [ { "server": "files" } ], "token": "fgw_secret" }""", "it holds a token")]
    [InlineData("servers/files.json", """{ "name": "F", "upstreamUrl": "https://files.example.com", "headers": { "Authorization": "Bearer secret" } }""", "headers/Authorization is a value")]
    [InlineData("servers/files.json", """{ "name": "F", "upstreamUrl": "https://files.example.com", "headers": { "X-Number": 7 } }""", "headers/X-Number is a value")]
    [InlineData("servers/files.json", """{ "name": "F", "upstreamUrl": "https://files.example.com/mcp?key=secret" }""", "upstreamUrl has a query or a user name")]
    [InlineData("servers/files.json", """{ "name": "F", "upstreamUrl": "https://me:secret@files.example.com/mcp" }""", "upstreamUrl has a query or a user name")]
    [InlineData("servers/files.json", """{ "name": "F", "upstreamUrl": "https://files.example.com", "approvalWebhook": { "url": "https://hooks.example.com/secret" } }""", "approvalWebhook/url is a value")]
    [InlineData("servers/files.json", """{ "name": "F", "upstreamUrl": "https://files.example.com", "approvalWebhook": { "url": "@secret:upstream-hook", "secret": "secret" } }""", "approvalWebhook/secret is a value")]
    public async Task Credential_InAFile_IsRefusedAndNotRepeated(string file, string text, string problem)
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        scene.Write(file, text);

        var result = await scene.ApplyAsync();

        Assert.Equal((64, ""), (result.Code, result.Output));
        Assert.Contains($"\n{file}: {problem}", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret\"", result.Error, StringComparison.Ordinal);
        Assert.Empty(await scene.ChangesAsync());
    }

    [Fact]
    public async Task Folder_ThatDoesNotExist_IsNamed()
    {
        await using var scene = await MemoryScene.StartAsync();

        var result = await scene.Piped.RunAsync("apply -f nowhere");

        Assert.Equal(5, result.Code);
        Assert.StartsWith("fgw: There is no folder ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_OfAnyKind_BecomeFilesInTheFolder()
    {
        string[] labels = ["../../x", "///", "☾", "Agent", "agent", "AGENT", new string('a', 100), $"{new string('a', 99)}b", "con", "a\u202Eb", "x", "\\..\\x", "'; rm -rf ~"];
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        scene.Delete("grants/agent.json");
        await scene.ApplyAllAsync();
        foreach (var label in labels)
        {
            await scene.ByHandAsync("POST", "/api/servers/files/grants", new System.Text.Json.Nodes.JsonObject { ["label"] = label, ["policy"] = null }.ToJsonString());
        }

        var exported = await scene.Piped.RunAsync("export gateway");
        var files = scene.Files;
        var applied = await scene.ApplyAsync("--dry-run", "--prune");

        Assert.Equal((0, 0), (exported.Code, applied.Code));
        var grants = files.Keys.Where(file => file.StartsWith("grants/", StringComparison.Ordinal)).ToArray();
        Assert.Equal(labels.Length, grants.Length);
        Assert.Equal(labels.Length, grants.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(grants, file => Assert.Matches("^grants/[a-z0-9-]{1,70}\\.json$", file));
        Assert.DoesNotContain("grants/con.json", grants);
        Assert.Equal(2 + labels.Length, files.Count);
        Assert.Equal("exit code 0\n", (await scene.Piped.RunAsync("export gateway")).ToString());
    }

    // The grant 'Agent' keeps its file, whichever of the two is written first.
    [Fact]
    public async Task Export_OfAGrantWithASimilarLabel_OverwritesNoOtherFile()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        await scene.ApplyAllAsync();
        await scene.ByHandAsync("POST", "/api/servers/files/grants", """{ "label": "AGENT", "policy": null }""");
        scene.Write("grants/other.json", """{ "label": "other", "access": [ { "server": "files" } ] }""");
        await scene.ByHandAsync("POST", "/api/servers/files/grants", """{ "label": "Other", "policy": null }""");

        await scene.Piped.RunAsync("export gateway");

        Assert.Equal(MemoryScene.Grant, scene.Files["grants/agent.json"]);
        Assert.Contains("\"AGENT\"", scene.Files["grants/agent-2.json"], StringComparison.Ordinal);
        Assert.Contains("\"other\"", scene.Files["grants/other.json"], StringComparison.Ordinal);
        Assert.Contains("\"Other\"", scene.Files["grants/other-2.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_FromSomethingThatIsNoGateway_StaysInTheFolder()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.Front = async context =>
        {
            var isList = context.Request.Path == "/api/servers";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, isList ? """{ "items": [ { "id": "../../escaped", "name": "x", "upstreamUrl": "https://x.example.com" } ] }""" : """{ "items": [] }""");
            return true;
        };

        var result = await scene.Piped.RunAsync("export gateway");

        Assert.Equal(1, result.Code);
        Assert.False(File.Exists(Path.Combine(scene.Folder, "../../escaped.json")));
        Assert.Contains("this is not the name of a file", result.Error, StringComparison.Ordinal);
    }
}
