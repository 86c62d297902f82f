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

        Assert.Contains("Output of npm:", first.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_progress, line => line.StartsWith("Installed", StringComparison.Ordinal));
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
