using FuncGateway.Cli.Tests.Running;
using FuncGateway.Testing.Gateways;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Cli.Tests.Applying;

/// <summary>What fails on the way is said, keeps only what needs it from being done, and can be repeated.</summary>
public sealed class ApplyFailureTests
{
    [Fact]
    public async Task Policy_ThatOnlyTheGatewayRefuses_KeepsItsGrantsFromBeingMade()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        scene.Write("servers/other.json", """{ "name": "Other", "upstreamUrl": "https://other.example.com/mcp" }""");
        scene.Write("grants/other.json", """{ "label": "other", "access": [ { "server": "other" } ] }""");
        scene.Front = async context =>
        {
            if (context.Request.Method != "PUT" || context.Request.Path != "/api/servers/files/policies/dev")
            {
                return false;
            }

            context.Response.StatusCode = 422;
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync("""{ "status": 422, "detail": "The policy has 1 mistake and was not published.", "problems": [ { "path": "/tools/read_file", "message": "Not here." } ] }""");
            return true;
        };

        var failed = await scene.ApplyAsync();
        scene.Front = _ => Task.FromResult(false);
        var repeated = await scene.ApplyAsync();

        Assert.Equal(1, failed.Code);
        Assert.Equal(
            ["create\tserver\tfiles\tdone", "create\tserver\tother\tdone", "create\tpolicy\tfiles/dev\tfailed", "create\tgrant\tagent\tnot tried", "create\tgrant\tother\tdone"],
            MemoryScene.Lines(failed).Select(line => string.Join('\t', line.Split('\t').Take(4))));
        Assert.Equal("fgw: 3 done, 2 not done. 'fgw apply' can be repeated.\n", failed.Error);
        Assert.Equal(0, repeated.Code);
        Assert.Equal(2, MemoryScene.Lines(repeated).Count(line => line.Contains("\tdone\t", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Grant_WhosePolicyDoesNotExist_Fails()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        scene.Delete("policies/files/dev.json");
        scene.Write("grants/other.json", """{ "label": "other", "access": [ { "server": "files" } ] }""");

        var failed = await scene.Fgw.RunAsync("apply -f gateway");
        scene.Write("policies/files/dev.json", MemoryScene.Policy);
        var repeated = await scene.ApplyAsync();

        Assert.Equal(1, failed.Code);
        Assert.Contains("+ grant  agent                          FAILED: ", failed.Output, StringComparison.Ordinal);
        Assert.Matches("\\+ grant  other +id ", failed.Output);
        Assert.Equal("fgw: 2 done, 1 not done. 'fgw apply' can be repeated.\n", failed.Error);
        Assert.Equal(0, repeated.Code);
    }

    [Fact]
    public async Task Server_WithAValueThatTheGatewayDoesNotHave_FailsWithWhatNeedsIt()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        scene.Write("servers/files.json", """{ "name": "Files", "upstreamUrl": "https://files.example.com/mcp?(set)", "headers": { "Authorization": "(set)" } }""");

        var failed = await scene.ApplyAsync();
        await scene.ByHandAsync("PUT", "/api/servers/files", """{ "name": "Files", "upstreamUrl": "https://files.example.com/mcp?key=1", "headers": { "Authorization": "Bearer secret" } }""");
        var repeated = await scene.ApplyAsync();

        Assert.Equal(1, failed.Code);
        Assert.Equal(["failed", "not tried", "not tried"], MemoryScene.Lines(failed).Select(line => line.Split('\t')[3]));
        Assert.Equal(0, repeated.Code);
        Assert.Equal(["nothing", "done", "done"], MemoryScene.Lines(repeated).Select(line => line.Split('\t')[3]));
    }

    [Fact]
    public async Task Gateway_ThatGoesAway_IsNotAskedAgain()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        var asked = new List<string>();
        scene.Front = context =>
        {
            if (context.Request.Path.StartsWithSegments("/api/servers/files/policies", StringComparison.Ordinal) && context.Request.Method == "PUT")
            {
                asked.Add(context.Request.Path);
                context.Abort();
            }
            else if (asked.Count > 0)
            {
                asked.Add(context.Request.Path);
            }

            return Task.FromResult(asked.Count > 0);
        };

        var failed = await scene.ApplyAsync();
        scene.Front = _ => Task.FromResult(false);
        var repeated = await scene.ApplyAsync();

        Assert.Equal(69, failed.Code);
        Assert.Equal(["done", "failed", "not tried"], MemoryScene.Lines(failed).Select(line => line.Split('\t')[3]));
        Assert.Equal("fgw: 1 done, 2 not done. 'fgw apply' can be repeated.\n", failed.Error);
        Assert.Single(asked);
        Assert.Equal(0, repeated.Code);
    }

    [Fact]
    public async Task Gateway_ThatStopsInTheMiddle_IsNotReachable()
    {
        var scene = await MemoryScene.StartAsync();
        await using (scene)
        {
            scene.WriteUsual();
            scene.Front = async context =>
            {
                if (context.Request.Method != "POST")
                {
                    return false;
                }

                context.Response.StatusCode = 503;
                await context.Response.WriteAsync("<html>gone</html>");
                return true;
            };

            var failed = await scene.ApplyAsync();

            Assert.Equal(69, failed.Code);
            Assert.Equal(["done", "done", "failed"], MemoryScene.Lines(failed).Select(line => line.Split('\t')[3]));
        }
    }

    [Fact]
    public async Task Cancellation_InTheMiddle_SaysWhatWasDone()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        using var end = new CancellationTokenSource();
        scene.Front = async context =>
        {
            if (context.Request.Method == "PUT" && context.Request.Path.Value?.EndsWith("/dev", StringComparison.Ordinal) == true)
            {
                await end.CancelAsync();
            }

            return false;
        };

        var stopped = await scene.Piped.RunAsync(["apply", "-f", "gateway"], cancellation: end.Token);
        scene.Front = _ => Task.FromResult(false);
        var repeated = await scene.ApplyAsync();

        Assert.Equal(130, stopped.Code);
        Assert.Equal(["done", "unknown", "not tried"], MemoryScene.Lines(stopped).Select(line => line.Split('\t')[3]));
        Assert.Equal("fgw: 1 done, 2 not done. 'fgw apply' can be repeated.\n", stopped.Error);
        Assert.Equal(0, repeated.Code);
        Assert.Equal("exit code 0\n", (await scene.Piped.RunAsync("export gateway")).ToString());
    }

    [Fact]
    public async Task Cancellation_BeforeAnythingIsDone_ChangesNothing()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        using var end = new CancellationTokenSource();
        scene.Front = async context =>
        {
            await end.CancelAsync();
            return false;
        };

        var stopped = await scene.Piped.RunAsync(["apply", "-f", "gateway"], cancellation: end.Token);
        scene.Front = _ => Task.FromResult(false);

        Assert.Equal("exit code 130\n", stopped.ToString());
        Assert.Empty(await scene.ChangesAsync());
    }

    [Fact]
    public async Task Token_ThatIsRefused_EndsWithNotSignedIn()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        var fgw = scene.Piped;
        fgw.Variables["FUNCGATEWAY_TOKEN"] = $"not-{InMemoryGateway.AdminKey}";

        var result = await fgw.RunAsync("apply -f gateway");

        Assert.Equal((4, ""), (result.Code, result.Output));
        Assert.Empty(await scene.ChangesAsync());
    }

    [Fact]
    public async Task Grants_WithTheSameLabel_AreNotTouched()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        await scene.ApplyAllAsync();
        await scene.ByHandAsync("POST", "/api/servers/files/grants", """{ "label": "agent", "policy": null }""");
        var before = await scene.ChangesAsync();

        var applied = await scene.ApplyAsync("--prune", "--yes");
        var exported = await scene.Piped.RunAsync("export gateway");

        Assert.Equal((6, 6), (applied.Code, exported.Code));
        Assert.Matches("^fgw: 2 live grants have the label 'agent' \\([^ ]+, [^ ]+\\), and files know grants by their labels", applied.Error);
        Assert.Equal(before, await scene.ChangesAsync());
    }

    [Fact]
    public async Task Prune_RemovesNothing_WhenSomethingFailed()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        await scene.ApplyAllAsync();
        await scene.ByHandAsync("PUT", "/api/servers/more", """{ "name": "More", "upstreamUrl": "https://more.example.com/mcp" }""");
        scene.Write("grants/other.json", """{ "label": "other", "access": [ { "server": "files", "policy": "missing" } ] }""");

        var failed = await scene.ApplyAsync("--prune", "--yes");
        scene.Delete("grants/other.json");
        var repeated = await scene.ApplyAsync("--prune", "--yes");

        Assert.Equal(1, failed.Code);
        Assert.Equal("remove\tserver\tmore\tnot tried\tnothing is removed, because something before failed\t", MemoryScene.Lines(failed)[^1]);
        Assert.Equal((0, "remove\tserver\tmore\tdone\tremoved\t"), (repeated.Code, MemoryScene.Lines(repeated)[^1]));
    }

    [Fact]
    public async Task Server_ThatSomebodyChangesMeanwhile_IsNotOverwritten()
    {
        await using var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        await scene.ApplyAllAsync();
        scene.Write("servers/files.json", """{ "name": "Ours", "upstreamUrl": "https://files.example.com/mcp" }""");
        var isChanged = false;
        scene.Front = async context =>
        {
            // After the state was read, which ends with the grants.
            if (!isChanged && context.Request.Method == "GET" && context.Request.Path == "/api/servers/files")
            {
                isChanged = true;
                await scene.ByHandAsync("PUT", "/api/servers/files", """{ "name": "Theirs", "upstreamUrl": "https://files.example.com/mcp" }""");
            }

            return false;
        };

        var result = await scene.ApplyAsync();

        Assert.Equal(6, result.Code);
        Assert.Equal("change\tserver\tfiles\tfailed\tit was changed by somebody else meanwhile\t", MemoryScene.Lines(result)[0]);
        Assert.Equal("Theirs", (string?)(await scene.ByHandAsync("GET", "/api/servers/files")).Json["name"]);
    }
}
