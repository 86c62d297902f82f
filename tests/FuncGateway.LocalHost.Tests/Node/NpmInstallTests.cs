using FuncGateway.LocalHost.Node;

namespace FuncGateway.LocalHost.Tests.Node;

public sealed class NpmInstallTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("npm");
    private readonly List<string> _progress = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Ensure_CalledByMany_InstallsOnce()
    {
        Write("package.json", """{ "name": "nothing", "version": "1.0.0" }""");
        Write("package-lock.json", """{ "name": "nothing", "version": "1.0.0", "lockfileVersion": 3, "packages": { "": { "name": "nothing", "version": "1.0.0" } } }""");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Install().EnsureAsync(CancellationToken.None)));
        await Install().EnsureAsync(CancellationToken.None);

        Assert.Single(_progress, line => line.StartsWith("Installed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ensure_WithoutALockFile_SaysWhichFileIsMissing()
    {
        var refused = await Assert.ThrowsAsync<NodeSetupException>(() => Install().EnsureAsync(CancellationToken.None));

        Assert.Contains(Path.Combine(_folder.FullName, "package-lock.json"), refused.Message, StringComparison.Ordinal);
        Assert.Contains("checkout", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_WhenNpmFails_RepeatsWhatNpmSaidAndTriesAgainNextTime()
    {
        Write("package.json", """{ "name": "nothing", "version": "1.0.0" }""");
        Write("package-lock.json", "not a lock file");

        var first = await Assert.ThrowsAsync<NodeSetupException>(() => Install().EnsureAsync(CancellationToken.None));
        await Assert.ThrowsAsync<NodeSetupException>(() => Install().EnsureAsync(CancellationToken.None));

        Assert.Contains("'npm ci' failed (", first.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", first.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_progress, line => line.StartsWith("Installed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ensure_WithoutARegistry_SaysThatItCannotBeReached()
    {
        Write(".npmrc", "registry=http://127.0.0.1:1/\ncache=cache\n");
        Write("package.json", """{ "name": "nothing", "version": "1.0.0", "dependencies": { "some": "1.0.0" } }""");
        Write("package-lock.json", """
            {
              "name": "nothing", "version": "1.0.0", "lockfileVersion": 3,
              "packages": {
                "": { "name": "nothing", "version": "1.0.0", "dependencies": { "some": "1.0.0" } },
                "node_modules/some": { "version": "1.0.0", "resolved": "https://registry.npmjs.org/some/-/some-1.0.0.tgz" }
              }
            }
            """);

        var refused = await Assert.ThrowsAsync<NodeSetupException>(() => Install().EnsureAsync(CancellationToken.None));

        Assert.Contains("the npm registry cannot be reached (", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", refused.Message, StringComparison.Ordinal);
    }

    private NpmInstall Install() => new(_folder.FullName, "nothing", Tell, TimeProvider.System);

    private void Tell(string line)
    {
        lock (_progress)
        {
            _progress.Add(line);
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
