namespace FuncGateway.Cli.Tests.Running;

/// <summary>A folder that is deleted with everything in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fgw");

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
