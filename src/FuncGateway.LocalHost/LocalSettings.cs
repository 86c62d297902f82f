using System.Text.Json;
using FuncGateway.Hosting;
using FuncGateway.LocalHost.Engine;

namespace FuncGateway.LocalHost;

/// <summary>
/// The settings of a local gateway, in increasing precedence: safe defaults, <c>local.settings.json</c> in the checkout if there is one (which <c>func start</c> also
/// reads), the environment, the command line.
/// </summary>
internal static class LocalSettings
{
    private const string DataFolder = "FuncGateway:DataFolder";
    private const string File = "local.settings.json";

    public static void AddTo(ConfigurationManager configuration, string[] args)
    {
        configuration.Sources.Clear();
        configuration.Sources.Add(new NamedSettings(NamedSettings.Default, Defaults()));
        configuration.AddInMemoryCollection(EngineSettings.LogLevels);
        configuration.Sources.Add(new NamedSettings(File, FromFile()));
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(args);
    }

    /// <summary>The folder of the local gateway's keys, its Azurite data and the engine's locks.</summary>
    public static string DataFolderOf(IConfiguration configuration) =>
        configuration.Find(DataFolder) ?? throw new ArgumentException($"The setting {DataFolder} is empty. Accepted: the path of a folder, or no such setting.");

    private static Dictionary<string, string?> Defaults() => new()
    {
        ["urls"] = LocalHostApp.DefaultUrl,
        [HostSettings.Storage] = DevelopmentStorage.Setting,
        ["FuncGateway:AllowLoopbackUpstreams"] = "true",
        ["FuncGateway:PublicHosts:0"] = "127.0.0.1",
        ["FuncGateway:PublicHosts:1"] = "localhost",
        ["FuncGateway:PublicHosts:2"] = "[::1]",

        // On one machine a write is cheap, and who tries the gateway looks at its numbers at once.
        ["FuncGateway:Usage:StoreEvery"] = "00:00:05",
        [DataFolder] = LocalData.DefaultFolder(),
        ["Logging:LogLevel:Default"] = "Warning",

        // It has nothing to say at Warning, and creates an activity and a scope for every request if it is enabled at all.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
    };

    private static IEnumerable<KeyValuePair<string, string?>> FromFile()
    {
        if (Checkout.Find(File) is not { } path || !System.IO.File.Exists(path))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return [.. document.RootElement.GetProperty("Values").EnumerateObject().Select(each => KeyValuePair.Create(each.Name.Replace("__", ":", StringComparison.Ordinal), (string?)each.Value.ToString()))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ArgumentException($"{File} cannot be read ({e.Message}); an object with \"Values\" is accepted, as in local.settings.sample.json.", e);
        }
    }
}
