using System.Text.Json.Nodes;
using AzureStandIn;
using FuncGateway.Testing.Tools;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>A tenant with one azd environment, and the hooks run against it with az and azd replaced by the stand-in.</summary>
internal sealed class HookScene : IDisposable
{
    public const string Tenant = "6f6a8f0e-5a0f-4c86-9d3e-0c6f5c1b2a01";
    public const string OtherTenant = "6f6a8f0e-5a0f-4c86-9d3e-0c6f5c1b2a02";
    public const string Subscription = "2b1c9a44-0d7e-4f5b-8a63-9e1f7d3c5b01";
    public const string Tag = $"funcgateway:{Subscription}:sample:";
    public const string User = "deployer@example.com";
    public const string UserId = "c0a1f5d2-33f4-4a0e-9b57-1d2e3f4a5b01";
    public const string StrangerId = "c0a1f5d2-33f4-4a0e-9b57-1d2e3f4a5b02";
    public const string PipelineClientId = "c0a1f5d2-33f4-4a0e-9b57-1d2e3f4a5b03";
    public const string PipelineId = "c0a1f5d2-33f4-4a0e-9b57-1d2e3f4a5b04";
    public const string Url = "https://gateway.example";

    private static readonly string DotNet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath ?? throw new InvalidOperationException("The path of dotnet is not known.");

    private readonly TemporaryDirectory _directory = new();

    public HookScene()
    {
        Directory.CreateDirectory(_directory.Combine("bin"));
        Directory.CreateDirectory(_directory.Combine("tmp"));
        AddTool("az");
        AddTool("azd");
        Change(HookState.Fill);
    }

    private string StateFile => _directory.Combine("state.json");

    public string Bin => _directory.Combine("bin");

    public string State => File.ReadAllText(StateFile);

    public JsonObject Root => JsonNode.Parse(State)?.AsObject() ?? throw new InvalidDataException(State);

    /// <summary>All applications of the tenant.</summary>
    public JsonObject[] Applications => [.. (Root["applications"]?.AsArray() ?? []).OfType<JsonObject>()];

    /// <summary>The calls so far: arguments, whether it wrote, exit code.</summary>
    public JsonObject[] Calls => File.Exists(AzureStandIn.StateFile.CallsOf(StateFile))
        ? [.. File.ReadAllLines(AzureStandIn.StateFile.CallsOf(StateFile)).Select(line => JsonNode.Parse(line)?.AsObject()).OfType<JsonObject>()]
        : [];

    public string[] Writes => [.. Calls.Where(call => call["write"]?.GetValue<bool>() == true).Select(CommandOf)];

    public string[] TemporaryFiles => Directory.GetFileSystemEntries(_directory.Combine("tmp"));

    public void Change(Action<JsonObject> change)
    {
        var root = File.Exists(StateFile) ? Root : [];
        change(root);
        File.WriteAllText(StateFile, root.ToJsonString(new() { WriteIndented = true }));
    }

    /// <summary>Sets a value of the azd environment, or removes it.</summary>
    public void Set(string name, string? value) => Change(root =>
    {
        var values = root["environment"]?.AsObject() ?? [];
        if (value is null)
        {
            values.Remove(name);
        }
        else
        {
            values[name] = value;
        }
    });

    public string Value(string name) => Root["environment"]?[name]?.GetValue<string>() ?? "";

    /// <summary>Runs a hook as azd does: with the values of the environment as variables.</summary>
    public Task<ToolRun> RunAsync(string shell, string hook) => RunAsync(shell, hook, Root["environment"]?.AsObject() ?? [], null, []);

    /// <summary>Runs a script as a person does.</summary>
    public Task<ToolRun> RunByHandAsync(string shell, string script, params string[] arguments) => RunAsync(shell, script, [], null, arguments);

    /// <summary>Runs a hook where only the folder of the tools, and nothing of the system, is on the PATH.</summary>
    public Task<ToolRun> RunApartAsync(string shell, string hook) => RunAsync(shell, hook, Root["environment"]?.AsObject() ?? [], Bin, []);

    /// <summary>All arguments that a program was started with.</summary>
    public string CommandLines => string.Join('\n', Calls.Select(CommandOf));

    public void Dispose() => _directory.Dispose();

    private async Task<ToolRun> RunAsync(string shell, string script, JsonObject values, string? path, string[] arguments)
    {
        // What the machine of the developer has set must not decide a test.
        var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("AZURE_", StringComparison.Ordinal) || name.StartsWith("GATEWAY_", StringComparison.Ordinal))
            .ToDictionary(name => name, _ => "");
        foreach (var (name, value) in values)
        {
            environment[name] = value?.GetValue<string>() ?? "";
        }

        environment["PATH"] = path ?? $"{Bin}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        environment["TMPDIR"] = _directory.Combine("tmp");
        environment["AZURE_STAND_IN_STATE"] = StateFile;
        environment["DOTNET_ROOT"] = Path.GetDirectoryName(DotNet) ?? "";
        environment["NO_COLOR"] = "1";
        environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        environment["POWERSHELL_UPDATECHECK"] = "Off";
        var (program, options, file) = shell == "pwsh"
            ? (await CachedTool.PowerShellAsync(), ["-NoProfile", "-NonInteractive", "-File"], $"infra/hooks/{script}.ps1")
            : ("/bin/sh", Array.Empty<string>(), $"infra/hooks/{script}.sh");
        return await ToolRun.StartAsync(program, [.. options, Checkout.PathOf(file), .. arguments], _directory.Path, environment);
    }

    /// <summary>Puts a script of sh on the PATH of the hooks.</summary>
    public void AddScript(string name, string text)
    {
        var file = Path.Combine(Bin, name);
        File.WriteAllText(file, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static string CommandOf(JsonObject call) => string.Join(' ', (call["args"]?.AsArray() ?? []).Select(each => each?.GetValue<string>()));

    private void AddTool(string name) => AddScript(name, $"exec '{DotNet}' exec '{typeof(StandIn).Assembly.Location}' {name} \"$@\"");
}
