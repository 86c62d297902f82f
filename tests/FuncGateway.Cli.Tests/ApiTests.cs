using System.Reflection;
using System.Text.RegularExpressions;
using FuncGateway.Cli.Commands;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.Cli.Tests.Running;
using FuncGateway.Core;
using FuncGateway.LocalHost;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Cli.Tests;

/// <summary>What the commands ask of a gateway, and read of its answers, is in the gateway's own description of its API.</summary>
public sealed partial class ApiTests
{
    // Where the rows of each table come from. Those of resources and prompts are as the protocol defines them.
    private static readonly (Operation Operation, string Rows, Column[] Columns, string[] Own)[] Tables =
    [
        (Api.Servers, "/items/*", ServerCommands.Listed, []),
        (Api.Tools, "/items/*", ToolCommands.Listed, ToolCommands.OwnMembers),
        (Api.SnapshotDifferences, "/items/*", ToolCommands.Differences, []),
        (Api.Scan, "/differences/*", ToolCommands.Differences, []),
        (Api.Findings, "/items/*", ToolCommands.FindingColumns, []),
        (Api.Policies, "/items/*", PolicyCommands.Listed, []),
        (Api.DiffPolicies, "/changes/*", PolicyDiffCommand.Listed, []),
        (Api.ReplayPolicy, "/changes/*", PolicyReplayCommand.Listed, []),
        (Api.ProposePolicy, "/lines/*", PolicyReplayCommand.Evidence, []),
        (Api.Revisions, "/items/*", PolicyCommands.Listed, []),
        (Api.Grants, "/items/*", GrantCommands.Listed, GrantCommands.OwnMembers),
        (Api.GrantUsage, "/counters/*", GrantCommands.Counters, []),
        (Api.Approvals, "/items/*", ApprovalCommands.Listed, []),
        (Api.Audit, "/items/*", LogCommand.Calls, []),
        (Api.Audit, "/items/*", LogCommand.Changes, []),
        (Api.AuditVerify, "/problems/*", AuditCommands.Problems, []),
        (Api.Settings, "/settings/*", OverviewCommands.SettingColumns, []),
    ];

    // The members of answers that commands read besides the columns of tables.
    private static readonly (Operation Operation, string[] Pointers)[] Reads =
    [
        (Api.Me, ["/name", "/roles"]),
        (Api.SignIn, ["/ways", "/entra/scope", "/entra/authority"]),
        (Api.NewCode, ["/code"]),
        (Api.Overview, [
            "/frozen/since", "/frozen/by", "/frozen/reason", "/lastHour/allow", "/last24Hours/allow", "/pendingApprovals", "/servers/*/id", "/servers/*/changes", "/servers/*/problem", "/nearLimits/*/label",
            "/nearLimits/*/server", "/nearLimits/*/used", "/nearLimits/*/max", "/nearLimits/*/window", "/nearLimits/*/counter", "/audit/ok", "/audit/problems", "/audit/verifiedAt", "/audit/records",
        ]),
        (Api.Settings, ["/version", "/host", "/address", "/health/*/part", "/health/*/ok", "/health/*/detail", "/settings/*/name", "/settings/*/value"]),
        (Api.TestWebhook, ["/delivered", "/problem"]),
        (Api.Stack, [
            "/cursor", "/items/*/label", "/items/*/flow/isComplete", "/items/*/servers/*/server", "/items/*/servers/*/policy", "/items/*/servers/*/mode", "/items/*/servers/*/tools/*/name", "/items/*/servers/*/tools/*/class",
            "/items/*/servers/*/tools/*/verdict", "/items/*/servers/*/tools/*/rule", "/items/*/servers/*/tools/*/limits/*/max", "/items/*/servers/*/tools/*/limits/*/window", "/items/*/servers/*/tools/*/state",
        ]),
        (Api.Servers, ["/items/*/upstreamUrl", "/items/*/headers", "/items/*/approvalWebhook", "/items/*/onChange", "/items/*/trusted", "/items/*/recordArguments", "/items/*/recordArgumentsDays"]),
        (Api.Server, ["/name", "/upstreamUrl", "/headers", "/onChange", "/trusted", "/approvalWebhook/url", "/changes/*/tool", "/changes/*/change"]),
        (Api.PutServer, ["/probe/reached", "/probe/warning", "/probe/name", "/probe/version", "/probe/tools", "/probe/protocol"]),
        (Api.DeleteServer, ["/revokedGrants", "/narrowedGrants"]),
        (Api.Scan, ["/snapshot/server", "/snapshot/version", "/snapshot/tools", "/snapshot/resources", "/snapshot/prompts", "/isFirst", "/warnings"]),
        (Api.Resources, ["/items"]),
        (Api.Prompts, ["/items"]),
        (Api.Tools, ["/items/*/definition", "/items/*/fingerprint", "/items/*/class"]),
        (Api.Snapshots, ["/items/*/number"]),
        (Api.ClassifyTool, ["/class"]),
        (Api.Policy, ["/policy", "/revision", "/note", "/by", "/document"]),
        (Api.Revision, ["/document"]),
        (Api.PutPolicy, ["/policy", "/revision", "/dryRun", "/warnings/*/path", "/warnings/*/message"]),
        (Api.Restore, ["/policy", "/revision"]),
        (Api.RetirePolicy, ["/policy"]),
        (Api.PolicyTools, ["/tools/*/name", "/tools/*/verdict"]),
        (Api.CheckPolicy, ["/problems/*/path", "/problems/*/message", "/warnings/*/path"]),
        (Api.DiffPolicies, ["/result", "/total", "/changes/*/kind", "/changes/*/effect", "/changes/*/witness/arguments", "/changes/*/witness/name", "/changes/*/witness/bytes", "/notDecided/*/name", "/notDecided/*/rule", "/notDecided/*/why"]),
        (Api.VerifyPolicy, [
            "/findings/*/code", "/findings/*/name", "/findings/*/level", "/findings/*/path", "/findings/*/message", "/findings/*/witness/name", "/findings/*/witness/arguments", "/total", "/invariants/proved",
            "/invariants/violated", "/invariants/notDecided",
        ]),
        (Api.Invariants, ["/document"]),
        (Api.PutInvariants, ["/invariants", "/violations/*/policy", "/violations/*/revision", "/violations/*/message"]),
        (Api.ReplayPolicy, ["/requests", "/changed", "/opened", "/byVerdict/*/was", "/byVerdict/*/wouldBe", "/byVerdict/*/requests", "/undecided/*/why", "/undecided/*/requests", "/completeUntil"]),
        (Api.ProposePolicy, ["/document", "/leftOut", "/diff/result", "/replay/requests"]),
        (Api.TryPolicy, ["/limitReached", "/counters/*/counter", "/counters/*/used", "/counters/*/max", "/counters/*/remaining", "/explanation/hint", "/explanation/nearest/verdict", "/explanation/nearest/changes", "/explanation/entries/*/rule", "/explanation/entries/*/outcome", "/explanation/entries/*/conditions/*/words", "/explanation/entries/*/conditions/*/outcome", "/explanation/entries/*/conditions/*/seen"]),
        (Api.TryPolicy, ["/verdict", "/rule", "/message", "/hidden", "/charges/*/amount", "/charges/*/max", "/charges/*/window", "/charges/*/counter", "/charges/*/scope"]),
        (Api.Grants, ["/cursor", "/items/*/access/*/server", "/items/*/access/*/policy", "/items/*/state", "/items/*/label", "/items/*/expiresAt"]),
        (Api.Grant, ["/label", "/access", "/expiresAt"]),
        (Api.CreateGrant, ["/id", "/token", "/mcpUrls/*"]),
        (Api.RotateGrant, ["/token", "/oldTokenUntil", "/mcpUrls/*"]),
        (Api.ChangeGrant, ["/label", "/access/*/server", "/expiresAt"]),
        (Api.GrantUsage, ["/lastHour/calls", "/last24Hours/verdicts/allow", "/last7Days/calls"]),
        (Api.ResetCounter, ["/confirmed"]),
        (Api.Approval, [
            "/tool", "/server", "/grantLabel", "/state", "/expiresAt", "/rule", "/policy", "/policyRevision", "/arguments", "/argumentsProblem", "/alsoBound", "/before/text", "/whenApproved", "/decision/decision",
            "/decision/by", "/decision/reason",
        ]),
        (Api.Decide, ["/tool", "/server", "/grantLabel", "/state"]),
        (Api.Audit, ["/cursor", "/items/*/resource", "/items/*/prompt", "/items/*/message"]),
        (Api.AuditVerify, ["/records", "/chains", "/checkpoints", "/unfinishedBlocks"]),
        (Api.AuditCheckpoint, ["/number", "/content", "/key", "/signature"]),
        (Api.Freeze, ["/since"]),
        (Api.StartFreeze, ["/since", "/by"]),
        (Api.EndFreeze, ["/wasFrozen"]),
    ];

    // Of documents and definitions, and of the files and rows that fgw writes itself.
    private static readonly string[] NotOfAnswers = ["inputSchema", "properties", "required", "format", "inputs"];

    private static PropertyInfo[] Operations => [.. typeof(Api).GetProperties().Where(property => property.PropertyType == typeof(Operation))];

    [Fact]
    public async Task Operations_AreThoseOfTheGateway()
    {
        var document = await DocumentAsync();

        Assert.NotEmpty(Operations);
        Assert.All(Operations, property =>
        {
            var operation = (Operation?)property.GetValue(null) ?? throw new InvalidOperationException($"Api.{property.Name} has no value.");
            Assert.True(document.Find(operation) is not null, $"There is no {operation.Method} {operation.Path}.");
            Assert.Empty(operation.Query.Except(document.QueryOf(operation)));
        });
    }

    [Fact]
    public async Task Columns_AreMembersOfTheAnswer()
    {
        var document = await DocumentAsync();

        Assert.All(Tables, table => Assert.All(
            table.Columns.Where(column => !table.Own.Contains(column.Pointer[1..])),
            column => Assert.True(document.HasInAnswer(table.Operation, table.Rows + column.Pointer), $"{table.Operation.Method} {table.Operation.Path} has no {table.Rows}{column.Pointer}.")));
    }

    [Fact]
    public async Task Members_AreThoseOfTheAnswer()
    {
        var document = await DocumentAsync();

        Assert.All(Reads, read => Assert.All(read.Pointers, pointer => Assert.True(document.HasInAnswer(read.Operation, pointer), $"{read.Operation.Method} {read.Operation.Path} has no {pointer}.")));
        Assert.False(document.HasInAnswer(Api.Me, "/nothing"));
    }

    // So that a command that reads another member is checked too.
    [Fact]
    public void Members_ThatTheSourceReads_AreAllChecked()
    {
        var source = Checkout.Folder("src/FuncGateway.Cli");
        var read = new[] { "Commands", "Files", "Gateway" }.SelectMany(folder => Directory.GetFiles(Path.Combine(source, folder), "*.cs"))
            .SelectMany(file => ReadMember().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        var known = Reads.SelectMany(each => each.Pointers).Concat(Tables.SelectMany(table => table.Columns.Select(column => table.Rows + column.Pointer)))
            .SelectMany(Pointers.SegmentsOf).Concat(["items", "problems", "detail", .. NotOfAnswers, .. ToolCommands.OwnMembers, .. GrantCommands.OwnMembers]);

        Assert.Empty(read.Distinct().Except(known));
    }

    [GeneratedRegex("""(?:\?\[|Members\.(?:TextOf|ListOf)\([^"]*)"([a-zA-Z0-9]+)"[\])]""")]
    private static partial Regex ReadMember();

    private static async Task<ApiDocument> DocumentAsync()
    {
        // The codes of the console are only in the description of a gateway that has sessions.
        await using var gateway = await InMemoryGateway.StartAsync(new InMemoryGatewayOptions { HasSessions = true });
        return new ApiDocument((await gateway.SendAsync("GET", Paths.OpenApiDocument)).Json);
    }
}
