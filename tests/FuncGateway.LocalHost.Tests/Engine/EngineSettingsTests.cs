using FuncGateway.Azure.Storage;
using FuncGateway.LocalHost.Engine;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.LocalHost.Tests.Engine;

public sealed class EngineSettingsTests
{
    [Theory]
    [InlineData("my-hub")]
    [InlineData("hub_1")]
    [InlineData("1hub")]
    [InlineData("ab")]
    public void Read_OfAHubNameThatStorageRefuses_SaysWhatIsAccepted(string hub)
    {
        var problem = Assert.Throws<ArgumentException>(() => Read(hub));

        Assert.Equal($"TASKHUB_NAME is '{hub}'. Accepted: 3 to 45 letters and digits, starting with a letter.", problem.Message);
    }

    [Fact]
    public void Read_OfTwoPrefixesThatDifferInCaseOnly_NamesTwoHubs() => Assert.NotEqual(Read(null, "Gateway").HubName, Read(null, "gateway").HubName);

    [Fact]
    public void Take_AfterARestart_GivesTheSameName()
    {
        using var folder = new DataFolder();

        Assert.Equal(folder.TakeAndRelease(), folder.TakeAndRelease());
    }

    [Fact]
    public void Take_WhileAnotherProcessHoldsTheFolder_GivesANameOfItsOwn()
    {
        using var folder = new DataFolder();
        using var first = EngineWorkerId.Take(folder.Path);
        using var second = EngineWorkerId.Take(folder.Path);

        Assert.NotEqual(first.Value, second.Value);
    }

    private static EngineOptions Read(string? hub, string prefix = "Gateway") => EngineSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["TASKHUB_NAME"] = hub, ["FuncGateway:DataFolder"] = "data" }).Build(),
        new StorageOptions { ConnectionString = "UseDevelopmentStorage=true", TablePrefix = prefix });

    private sealed class DataFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine");

        public string Path => _folder.FullName;

        public string TakeAndRelease()
        {
            using var worker = EngineWorkerId.Take(Path);
            return worker.Value;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
