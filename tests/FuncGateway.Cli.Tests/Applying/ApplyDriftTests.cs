using FuncGateway.Cli.Tests.Running;

namespace FuncGateway.Cli.Tests.Applying;

/// <summary>What people change without the files is shown, and set right by the next run.</summary>
public sealed class ApplyDriftTests
{
    [Fact]
    public async Task DryRun_AfterChangesByHand_ShowsThemAndChangesNothing()
    {
        await using var scene = await AppliedAsync();
        await scene.ByHandAsync("PUT", "/api/servers/files/policies/dev?note=quick%20fix", """{ "version": "1", "default": "allow" }""");
        await scene.ByHandAsync("PUT", "/api/servers/files", """{ "name": "Renamed", "upstreamUrl": "https://files.example.com/mcp", "onChange": "hide" }""");
        await scene.ByHandAsync("PATCH", $"/api/grants/{await scene.IdOfAsync("agent")}", """{ "policy": null }""");
        var before = await scene.ChangesAsync();

        var result = await scene.ApplyAsync("--dry-run");

        Assert.Equal(1, result.Code);
        Assert.Matches(
            "^change\tserver\tfiles\tplanned\tdiffers: name, onChange\t\n"
            + "change\tpolicy\tfiles/dev\tplanned\tdiffers from r2 by [^,]+, published by hand: default, tools\t\n"
            + "change\tgrant\tagent\tplanned\tdiffers: access\t\n$",
            result.Output);
        Assert.Equal(before, await scene.ChangesAsync());
    }

    [Fact]
    public async Task DryRun_AfterTheFilesChanged_DoesNotSayByHand()
    {
        await using var scene = await AppliedAsync();
        scene.Write("policies/files/dev.json", """{ "version": "1", "default": "deny" }""");

        var result = await scene.ApplyAsync("--dry-run");

        Assert.Matches("change\tpolicy\tfiles/dev\tplanned\tdiffers from r1 by [^,]+: tools\t\n", result.Output);
    }

    [Fact]
    public async Task Apply_AfterChangesByHand_SetsThemRight()
    {
        await using var scene = await AppliedAsync();
        await scene.ByHandAsync("PUT", "/api/servers/files/policies/dev", """{ "version": "1", "default": "allow" }""");
        await scene.ByHandAsync("PUT", "/api/servers/files", """{ "name": "Renamed", "upstreamUrl": "https://elsewhere.example.com/mcp", "recordArguments": "sealed", "recordArgumentsDays": 3 }""");
        await scene.ByHandAsync("PATCH", $"/api/grants/{await scene.IdOfAsync("agent")}", """{ "access": [ { "server": "files", "policy": null } ], "expiresAt": "2030-01-31T12:00:00Z" }""");

        var result = await scene.ApplyAsync("-m", "set right");

        Assert.Equal(0, result.Code);
        Assert.Equal(3, MemoryScene.Lines(result).Count(line => line.StartsWith("change\t", StringComparison.Ordinal) && line.Contains("\tdone\t", StringComparison.Ordinal)));
        Assert.Equal("applied from files: set right", (string?)(await scene.ByHandAsync("GET", "/api/servers/files/policies/dev")).Json["note"]);
        Assert.Equal("exit code 0\n", (await scene.Piped.RunAsync("export gateway")).ToString());
    }

    [Fact]
    public async Task Grant_WithAnotherLabel_IsNewAndExtra()
    {
        await using var scene = await AppliedAsync();
        await scene.ByHandAsync("PATCH", $"/api/grants/{await scene.IdOfAsync("agent")}", """{ "label": "Agent" }""");

        var result = await scene.ApplyAsync("--dry-run");

        Assert.Equal(1, result.Code);
        Assert.Equal(["create\tgrant\tagent\tplanned\tnew\t", "extra\tgrant\tAgent\tnothing\tat the gateway, not in the files\t"], MemoryScene.Lines(result).TakeLast(2));
    }

    [Fact]
    public async Task WhatTheFilesDoNotHave_IsShownAndKept()
    {
        await using var scene = await WithMoreAsync();

        var dryRun = await scene.ApplyAsync("--dry-run");
        var applied = await scene.ApplyAsync();

        string[] extra = ["extra\tgrant\tforeign\tnothing\tat the gateway, not in the files\t", "extra\tpolicy\tmore/foreign\tnothing\tat the gateway, not in the files\t", "extra\tserver\tmore\tnothing\tat the gateway, not in the files\t"];
        Assert.Equal((0, 0), (dryRun.Code, applied.Code));
        Assert.Equal(extra, MemoryScene.Lines(dryRun).TakeLast(3));
        Assert.Equal(extra, MemoryScene.Lines(applied).TakeLast(3));
        await scene.ByHandAsync("GET", "/api/servers/more/policies/foreign");
        Assert.NotEmpty(await scene.IdOfAsync("foreign"));
    }

    [Fact]
    public async Task Prune_AsksAPerson_AndRemoves()
    {
        await using var scene = await WithMoreAsync();

        var planned = await scene.ApplyAsync("--prune", "--dry-run");
        var unasked = await scene.ApplyAsync("--prune");
        var refused = await scene.Fgw.RunAsync(["apply", "-f", "gateway", "--prune"], input: "n\n");
        var before = await scene.ChangesAsync();
        var done = await scene.Fgw.RunAsync(["apply", "-f", "gateway", "--prune"], input: "y\n");

        Assert.Equal(1, planned.Code);
        Assert.Equal("exit code 64\nfgw: Remove 3 that the files do not have (grant foreign, policy more/foreign, server more)? Confirm with --yes.\n", unasked.ToString());
        Assert.Equal("exit code 1\nRemove 3 that the files do not have (grant foreign, policy more/foreign, server more)? [y/N] fgw: Nothing was changed.\n", refused.ToString());
        Assert.Equal(6, before.Count);
        Assert.Equal((0, "3 as in the files."), (done.Code, MemoryScene.Lines(done)[^1]));
        Assert.Equal("files", (await scene.Piped.RunAsync("server ls --query /id")).Output.Trim());
        Assert.Equal("agent", (await scene.Piped.RunAsync("grant ls --query /label")).Output.Trim());
    }

    [Fact]
    public async Task Prune_OfWhatOtherFilesNeed_IsRefused()
    {
        await using var scene = await WithMoreAsync();
        scene.Write("grants/both.json", """{ "label": "both", "access": [ { "server": "files", "policy": "dev" }, { "server": "more", "policy": "foreign" } ] }""");

        var result = await scene.ApplyAsync("--prune", "--yes");

        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.EndsWith("\ngrant both needs server more, which has no file.\ngrant both needs policy more/foreign, which has no file.\n", result.Error, StringComparison.Ordinal);
        await scene.ByHandAsync("GET", "/api/servers/more");
    }

    [Fact]
    public async Task Policy_ThatWasRetired_IsPublishedAgain()
    {
        await using var scene = await AppliedAsync();
        await scene.ByHandAsync("DELETE", $"/api/grants/{await scene.IdOfAsync("agent")}");
        await scene.ByHandAsync("DELETE", "/api/servers/files/policies/dev");

        var result = await scene.ApplyAsync();

        Assert.Equal(0, result.Code);
        Assert.Contains("create\tpolicy\tfiles/dev\tdone\tr2\t", MemoryScene.Lines(result));
        Assert.Matches("create\tgrant\tagent\tdone\tid [^\t]+\tfgw_", result.Output);
    }

    [Fact]
    public async Task Grant_WhoseTimeHasPassed_IsLeftAlone()
    {
        await using var scene = await AppliedAsync();
        scene.Write("grants/old.json", """{ "label": "old", "access": [ { "server": "files", "policy": "dev" } ], "expiresAt": "2020-01-31T12:00:00Z" }""");

        var result = await scene.ApplyAsync();

        Assert.Equal(0, result.Code);
        Assert.Contains("none\tgrant\told\tnothing\tits time has passed\t", MemoryScene.Lines(result));
    }

    private static async Task<MemoryScene> AppliedAsync()
    {
        var scene = await MemoryScene.StartAsync();
        scene.WriteUsual();
        await scene.ApplyAllAsync();
        return scene;
    }

    // With a server, a policy and a grant that the files do not have.
    private static async Task<MemoryScene> WithMoreAsync()
    {
        var scene = await AppliedAsync();
        await scene.ByHandAsync("PUT", "/api/servers/more", """{ "name": "More", "upstreamUrl": "https://more.example.com/mcp" }""");
        await scene.ByHandAsync("PUT", "/api/servers/more/policies/foreign", MemoryScene.Policy);
        await scene.ByHandAsync("POST", "/api/servers/more/grants", """{ "label": "foreign", "policy": "foreign" }""");
        return scene;
    }
}
