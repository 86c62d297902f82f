using Microsoft.Extensions.Configuration;

namespace FuncGateway.LocalHost.Tests;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("settings");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void FindOrMake_ByManyHostsAtOnce_GivesAllTheSameKey()
    {
        var keys = ParallelEnumerable.Range(0, 32).WithDegreeOfParallelism(16).Select(_ =>
        {
            using var configuration = new ConfigurationManager();
            LocalSettings.AddTo(configuration, [$"--FuncGateway:DataFolder={_folder.FullName}"]);
            return LocalKeys.FindOrMake(configuration).AdminKey;
        }).ToArray();

        Assert.Single(keys.Distinct());
        Assert.NotEmpty(keys[0]);
        Assert.Equal(3, Directory.GetFiles(_folder.FullName).Length);
    }
}
