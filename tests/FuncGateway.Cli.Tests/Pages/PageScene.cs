using System.Text.RegularExpressions;
using FuncGateway.Cli.Tests.Running;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.LocalHost;
using FuncGateway.LocalHost.Demo;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Tools;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>What the pages speak of: a gateway in use, and a folder with the files that they name.</summary>
internal sealed partial class PageScene : IAsyncDisposable
{
    // Pages that begin with a gateway that has nothing yet.
    private static readonly string[] FromNothing = ["README.md", "docs/operate/deploy.md", "docs/operate/stdio-servers.md"];

    // What a reader has written, or has from another page, by its name.
    private static readonly Dictionary<string, string> Files = new()
    {
        ["main.policy.json"] = """{ "version": "1", "default": "allow" }""",
        ["policy.json"] = """{ "version": "1", "default": "deny", "tools": { "cancel-async-job": { "limits": [ { "counter": "cancel-async-job_rate", "window": "minute", "max": 20, "scope": "grant" } ] } } }""",
        ["new.policy.json"] = """{ "version": "1", "default": "deny", "tools": { "cancel-async-job": { "limits": [ { "counter": "cancel-async-job_rate", "window": "minute", "max": 30, "scope": "grant" } ] } } }""",
        ["refunds.json"] = """{ "version": "1", "default": "deny", "tools": { "refund-payment": { "require_approval": [ { "conditions": [] } ] } } }""",
        ["never.json"] = """{ "version": "1", "never": [ { "tool": "drop_database", "conditions": [] } ] }""",
        ["dev.policy.json"] = """{ "version": "1", "default": "deny", "tools": { "refund": {} } }""",
        ["dev.policytest.json"] = """{ "version": "1", "cases": [ { "name": "a refund", "call": { "tool": "refund" }, "expect": "allow" }, { "name": "a charge", "call": { "tool": "create_charge" } } ] }""",
        ["policies/dev.policy.json"] = """{ "version": "1", "default": "deny", "tools": { "refund": {} } }""",
        ["policies/dev.policytest.json"] = """{ "version": "1", "cases": [ { "name": "a refund", "call": { "tool": "refund" }, "expect": "allow" } ] }""",
        ["jobs-authorization.txt"] = "Bearer none",
    };

    // Files of the checkout that commands name, below its root or below the folder of their page.
    private static readonly (string From, string To)[] Copied =
    [
        ("samples/jobs.policy.json", "samples/jobs.policy.json"), ("docs/operate/verify_audit.py", "docs/operate/verify_audit.py"), ("docs/policy/cookbook", "cookbook"), ("samples/policy.schema.json", "samples/policy.schema.json"),
    ];

    private readonly CliScene _scene;
    private readonly Dictionary<string, string> _values;
    private readonly List<Task> _calls = [];
    private readonly CancellationTokenSource _ended = new();
    private string _token = "";

    private PageScene(CliScene scene)
    {
        _scene = scene;
        _values = new()
        {
            ["dotnet run --project src/FuncGateway.Cli --"] = FgwProcess.Program,
            ["dotnet run --project src/FuncGateway.LocalHost --"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "FuncGateway.LocalHost.dll")}",
            ["$(azd env get-value GATEWAY_URL)"] = GatewayUrl,
            ["https://contoso.azurewebsites.net"] = GatewayUrl,
            ["https://<app>"] = GatewayUrl,
            ["http://127.0.0.1:5080/mcp"] = scene.Jobs.Url.ToString(),
            ["https://jobs.example.com/mcp"] = scene.Jobs.Url.ToString(),
            ["http://127.0.0.1:8131/mcp"] = scene.PaymentsUrl.ToString(),
            ["http://127.0.0.1:8132/mcp"] = scene.Jobs.Url.ToString(),
        };
    }

    public string Folder => _scene.Folder;

    private string GatewayUrl => _scene.Gateway.Url.GetLeftPart(UriPartial.Authority);

    private Dictionary<string, string> Variables => new()
    {
        ["PATH"] = $"{Path.GetDirectoryName(FgwProcess.Program)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        ["FUNCGATEWAY_URL"] = GatewayUrl,
        ["FUNCGATEWAY_TOKEN"] = _scene.Gateway.AdminKey,
        ["GATEWAY_URL"] = GatewayUrl,
        ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        ["NO_COLOR"] = "1",
    };

    public static async Task<PageScene> StartAsync(AzuriteFixture azurite, string page)
    {
        var scene = new PageScene(await CliScene.StartAsync(azurite, "--FuncGateway:Secrets:upstream-jobs-authorization=Bearer none"));
        foreach (var (name, text) in Files)
        {
            scene.Write(name, text);
        }

        foreach (var (from, to) in Copied)
        {
            Copy(Checkout.Folder(from), Path.Combine(scene.Folder, to));
        }

        if (!FromNothing.Contains(page))
        {
            await scene.FillAsync();
        }

        return scene;
    }

    /// <summary>Runs the commands of a page in one shell after another. Returns those that did not end as the page says.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CommandPage page, bool isPowerShell)
    {
        var script = new PageScript(page, isPowerShell, text => _values.Aggregate(text, (all, value) => all.Replace(value.Key, value.Value, StringComparison.Ordinal)));
        var (file, written) = (Path.Combine(Folder, isPowerShell ? "page.ps1" : "page.sh"), Path.Combine(Folder, "written"));
        await File.WriteAllTextAsync(file, script.Text);
        string[] shell = isPowerShell ? [await CachedTool.PowerShellAsync(), "-NoProfile", "-NonInteractive", "-File"] : ["sh"];
        try
        {
            // Kept in a file, so that a command that does not end is named too.
            await FgwProcess.RunProgramAsync("sh", Folder, Variables, ["-c", "\"$@\" > written 2>&1", "sh", .. shell, file]);
        }
        catch (TimeoutException)
        {
        }

        return script.Failures(await File.ReadAllTextAsync(written));
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAll(_calls).ContinueWith(_ => { }, TaskScheduler.Default);
        await _scene.DisposeAsync();
        _ended.Dispose();
    }

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(from))
        {
            foreach (var file in Directory.GetFiles(from))
            {
                Copy(file, Path.Combine(to, Path.GetFileName(file)));
            }
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to) ?? "");
            File.Copy(from, to);
        }
    }

    // Two servers, an agent that has called, two of its calls that wait for a person, and a log with a checkpoint.
    private async Task FillAsync()
    {
        await FgwAsync($"server add jobs {_scene.Jobs.Url} --name Jobs");
        await FgwAsync("scan jobs");
        await FgwAsync($"server add payments {_scene.PaymentsUrl} --name Payments");
        await FgwAsync("policy publish samples/jobs.policy.json --server jobs --as seed");
        await FgwAsync("policy publish main.policy.json --server jobs --as standard");
        await FgwAsync("policy publish policy.json --server payments --as standard");
        await FgwAsync("policy publish refunds.json --server payments --as refunds");
        await FgwAsync("grant new asking --server payments --policy refunds");
        await BeginAsync("83f26375", "pay_1042");
        await BeginAsync("5d0c91e2", "pay_1043");
        var created = await FgwAsync("grant new nightly --server jobs --policy seed");
        await CallAsync("jobs", "cancel-async-job", new() { ["jobId"] = "job-9" });
        var entry = (await FgwAsync("log --grant nightly --query /id")).Trim().Split('\n')[0];
        await _scene.Gateway.Services.GetRequiredService<ChainMaintenance>().RunAsync(default);
        await _scene.Gateway.Services.GetRequiredService<CheckpointWriter>().RunAsync(CheckpointNeeds.Another, default);
        _values["fgw_..."] = _token;
        _values["GRANT"] = "nightly";
        _values["SERVER"] = "jobs";
        _values["POLICY"] = "seed";
        _values["REVISION"] = "1";
        _values[" ID"] = $" {entry}";
        await ExportAsync("keys.json", "audit keys");
        await ExportAsync("checkpoints.jsonl", "audit checkpoints");
        await ExportAsync("calls.jsonl", "audit export --records");
        await ExportAsync("admin.jsonl", "audit export --records --changes");
        Assert.StartsWith("fgw_", _token, StringComparison.Ordinal);
        Assert.Contains(_token, created, StringComparison.Ordinal);
    }

    private async Task<string> FgwAsync(string line)
    {
        var result = await _scene.Piped.RunAsync(line);
        Assert.True(result.Code == 0, $"fgw {line}: {result}");
        _token = Token().Match(result.Output) is { Success: true, Value: var token } ? token : _token;
        return result.Output;
    }

    private async Task ExportAsync(string file, string line) => Write(file, await FgwAsync(line));

    // Waits until a person has to decide on the call. The page calls the approval by a name of its own.
    private async Task BeginAsync(string name, string payment)
    {
        _calls.Add(CallAsync("payments", "refund-payment", new() { ["paymentId"] = payment, ["amount"] = 1, ["reason"] = "Rounding." }));
        await Eventually.Async(async () =>
        {
            var found = (await FgwAsync("approvals --query /id")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(_values.Values).ToArray();
            if (found.Length > 0)
            {
                _values[name] = found[0];
            }

            return found.Length > 0;
        });
    }

    private async Task CallAsync(string server, string tool, Dictionary<string, object?> arguments)
    {
        await using var agent = await DemoScript.ConnectAsync($"{GatewayUrl}/mcp/{server}", _token, _ended.Token);
        await agent.CallToolAsync(tool, arguments, cancellationToken: _ended.Token);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Folder);
        File.WriteAllText(path, text);
    }

    [GeneratedRegex("fgw_[A-Za-z0-9_-]{49}")]
    private static partial Regex Token();
}
