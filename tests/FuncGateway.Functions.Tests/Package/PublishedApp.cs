using System.IO.Compression;
using FuncGateway.Testing.Tools;

namespace FuncGateway.Functions.Tests.Package;

/// <summary>The function app as it is deployed: published, and packed into a zip. Local settings lie beside the project while it is published.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("funcgateway-");

    /// <summary>What the command wrote.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The files of the zip by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; private set; } = new Dictionary<string, byte[]>();

    public async Task InitializeAsync()
    {
        var (app, zip, settings) = (Path.Combine(_folder.FullName, "app"), Path.Combine(_folder.FullName, "app.zip"), Path.Combine(_folder.FullName, "local.settings.json"));
        await File.WriteAllTextAsync(settings, Repository.Read("local.settings.sample.json"));
        var (code, output) = await CachedTool.RunAsync("dotnet", "publish", Path.Combine(Repository.Root, "src", "FuncGateway.Functions"), "-c", "Release", "-o", app, "--nologo", "-nodeReuse:false", $"-p:LocalSettings={settings}");
        Assert.True(code == 0, $"dotnet publish ended with {code}:\n{output}");
        Output = output;
        await ZipFile.CreateFromDirectoryAsync(app, zip);
        Files = Read(zip);
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private static Dictionary<string, byte[]> Read(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        return archive.Entries.ToDictionary(entry => entry.FullName, Content);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
