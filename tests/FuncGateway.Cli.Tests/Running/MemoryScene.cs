using System.Text;
using FuncGateway.Testing.Gateways;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Cli.Tests.Running;

/// <summary>A gateway in memory, and a folder with the files of its configuration. The test can stand between <c>fgw</c> and the gateway.</summary>
internal sealed class MemoryScene : IAsyncDisposable
{
    public const string Server = """{ "name": "Files", "upstreamUrl": "https://files.example.com/mcp" }""";
    public const string Policy = """{ "version": "1", "default": "deny", "tools": { "read_file": {} } }""";
    public const string Grant = """{ "label": "agent", "access": [ { "server": "files", "policy": "dev" } ] }""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fgw");

    private MemoryScene()
    {
    }

    public required InMemoryGateway Gateway { get; init; }

    /// <summary>Sees each request before the gateway does. Returns whether it has been answered.</summary>
    public Func<HttpContext, Task<bool>> Front { get; set; } = _ => Task.FromResult(false);

    /// <summary>On a terminal.</summary>
    public Fgw Fgw => New(isTerminal: true);

    /// <summary>Read by another program.</summary>
    public Fgw Piped => New(isTerminal: false);

    public Uri Url => Gateway.Client.BaseAddress ?? throw new InvalidOperationException("The gateway has no address.");

    public string Folder => Path.Combine(_folder.FullName, "gateway");

    /// <summary>All files with their contents, by their path in the folder.</summary>
    public IReadOnlyDictionary<string, string> Files => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), file => Encoding.UTF8.GetString(File.ReadAllBytes(file)));

    public static async Task<MemoryScene> StartAsync()
    {
        Func<HttpContext, Task<bool>> front = _ => Task.FromResult(false);
        MemoryScene? scene = null;
        var gateway = await InMemoryGateway.StartAsync(new InMemoryGatewayOptions
        {
            Outer = next => async context =>
            {
                if (!await (scene?.Front ?? front)(context))
                {
                    await next(context);
                }
            },
        });
        scene = new MemoryScene { Gateway = gateway };
        Directory.CreateDirectory(scene.Folder);
        return scene;
    }

    /// <summary>Writes a server, a policy of it, and a grant.</summary>
    public void WriteUsual()
    {
        Write("servers/files.json", Server);
        Write("policies/files/dev.json", Policy);
        Write("grants/agent.json", Grant);
    }

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Folder);
        File.WriteAllText(path, text);
    }

    public void Delete(string file) => File.Delete(Path.Combine(Folder, file));

    /// <summary>Runs <c>fgw apply -f</c> of the folder, as another program does.</summary>
    public Task<FgwResult> ApplyAsync(params string[] options) => Piped.RunAsync(["apply", "-f", "gateway", .. options]);

    /// <summary>Applies, and fails if not everything was done.</summary>
    public async Task ApplyAllAsync()
    {
        var result = await ApplyAsync();
        Assert.True(result.Code == 0, result.ToString());
    }

    /// <summary>Everything that people have changed so far, a line each.</summary>
    public async Task<IReadOnlyList<string>> ChangesAsync() => Lines(await Piped.RunAsync("log --changes --limit 100000 --query /action --query /target"));

    /// <summary>The lines of the output, with their cells.</summary>
    public static IReadOnlyList<string> Lines(FgwResult result) => result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Asks the gateway as a person does who does not use files.</summary>
    public async Task<Answer> ByHandAsync(string method, string path, string? body = null)
    {
        var answer = await Gateway.SendAsync(method, path, body);
        Assert.True(answer.Status < 300, $"{method} {path}: {answer.Status}");
        return answer;
    }

    /// <summary>The id of a live grant.</summary>
    public async Task<string> IdOfAsync(string label) => Lines(await Piped.RunAsync("grant ls --query /id --query /label")).Single(line => line.EndsWith($"\t{label}", StringComparison.Ordinal)).Split('\t')[0];

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private Fgw New(bool isTerminal) => new(_folder, Url, InMemoryGateway.AdminKey) { IsTerminal = isTerminal };
}
