using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using Microsoft.AspNetCore.Builder;
using PaymentsServer;

namespace FuncGateway.Cli.Tests.Running;

/// <summary>A whole gateway, the sample servers, and a folder to run <c>fgw</c> in.</summary>
internal sealed class CliScene : IAsyncDisposable
{
    // Policies that the commands are tried with.
    private static readonly Dictionary<string, string> Files = new()
    {
        ["broken.json"] = "{\n  \"version\": \"1\",\n  \"default\": \"maybe\",\n  \"tools\": { \"list-models\": { \"limits\": [ { \"max\": -1 } ] } }\n}\n",
        ["never.json"] = """{ "version": "1", "never": [ { "tool": "cancel-async-job", "conditions": [ { "path": "args.jobId", "op": "regex", "value": "^prod-" } ], "description": "Production jobs are cancelled by hand." } ] }""",
        ["strict.policy.json"] = """{ "version": "1", "default": "deny", "tools": { "cancel-async-job": { "deny_if": [ { "conditions": [ { "path": "args.jobId", "op": "regex", "value": "^prod-" } ], "on_deny": "Not in production." } ], "limits": [ { "counter": "cancel-async-job_rate", "window": "minute", "max": 10 } ] } } }""",
        ["strict.policytest.json"] = """{ "version": "1", "cases": [ { "call": { "tool": "cancel-async-job", "arguments": { "jobId": "prod-7" } }, "expect": { "verdict": "deny", "message": "Not in production" } }, { "call": { "tool": "cancel-async-job", "arguments": { "jobId": "job-7" } }, "expect": "allow" } ] }""",
        ["wrong.policytest.json"] = """{ "version": "1", "cases": [ { "name": "a production job", "call": { "tool": "cancel-async-job", "arguments": { "jobId": "prod-7" } }, "expect": "allow" } ] }""",
        ["misspelt.json"] = """{ "version": "1", "default": "deny", "tools": { "list-model": {} } }""",
        ["capped.json"] = """{ "version": "1", "default": "deny", "tools": { "cancel-async-job": { "limits": [ { "counter": "cancel-async-job_rate", "window": "minute", "max": 30, "scope": "grant" } ] } } }""",
        ["lost.json"] = """{ "number": 999, "content": "", "key": "", "signature": "" }""",
        ["asks.json"] = """{ "version": "1", "default": "deny", "tools": { "cancel-async-job": { "require_approval": [ { "conditions": [], "timeout": "15m" } ] } } }""",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fgw");
    private readonly WebApplication _payments;

    private CliScene(LocalGateway gateway, JobsUpstream jobs, WebApplication payments)
    {
        (Gateway, Jobs, _payments) = (gateway, jobs, payments);
        foreach (var (name, text) in Files)
        {
            File.WriteAllText(Path.Combine(Folder, name), text);
        }

        Fgw = new Fgw(_folder, gateway.Url, gateway.AdminKey) { IsTerminal = true };
        Piped = new Fgw(_folder, gateway.Url, gateway.AdminKey);
    }

    public LocalGateway Gateway { get; }

    public JobsUpstream Jobs { get; }

    public Uri PaymentsUrl => new(new Uri(_payments.Urls.Single()), PaymentsServerApp.McpPath);

    /// <summary>On a terminal.</summary>
    public Fgw Fgw { get; }

    /// <summary>Read by another program.</summary>
    public Fgw Piped { get; }

    public string Folder => _folder.FullName;

    public static async Task<CliScene> StartAsync(AzuriteFixture azurite, params string[] settings)
    {
        var jobs = await JobsUpstream.StartAsync();
        var payments = PaymentsServerApp.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        await payments.StartAsync();
        var gateway = await LocalGateway.StartAsync(azurite, time: null, [$"--FuncGateway:TablePrefix={$"t{Guid.NewGuid():N}"[..17]}", .. settings]);
        return new CliScene(gateway, jobs, payments);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Jobs.DisposeAsync();
        await _payments.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
