using FuncGateway.LocalHost.Azurite;

namespace FuncGateway.LocalHost.Tests.Program;

public sealed class AzuriteFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("files");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Unpack_ByManyAtOnceAndAfterADamage_GivesTheFilesOfTheCheckout()
    {
        var folder = ParallelEnumerable.Range(0, 16).WithDegreeOfParallelism(8).Select(_ => AzuriteFiles.Unpack(_folder.FullName)).Distinct().Single();
        File.WriteAllText(Path.Combine(folder, "run.mjs"), "half");

        AzuriteFiles.Unpack(_folder.FullName);

        Assert.Equal(["package-lock.json", "package.json", "run.mjs"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(folder), file => Assert.Equal(File.ReadAllText(Path.Combine(Checkout.Folder("eng/azurite"), Path.GetFileName(file))), File.ReadAllText(file)));
    }
}
