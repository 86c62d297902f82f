namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>What each set of parameters deploys. With <c>FUNCGATEWAY_SNAPSHOTS=rewrite</c> the files are written anew, for you to compare.</summary>
[Collection(BicepCollection.Name)]
public sealed class SnapshotTests(BicepFixture bicep)
{
    [Theory]
    [InlineData("default")]
    [InlineData("ready")]
    [InlineData("network")]
    [InlineData("let-in")]
    [InlineData("immutable")]
    public async Task Resources_OfAParameterSet_AreThoseOfItsFile(string variant)
    {
        var file = Checkout.PathOf($"tests/FuncGateway.Repository.Tests/Infrastructure/Snapshots/{variant}.txt");
        var text = SnapshotText.Of(bicep.Get(variant));
        if (Environment.GetEnvironmentVariable("FUNCGATEWAY_SNAPSHOTS") == "rewrite")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "");
            await File.WriteAllTextAsync(file, text);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), text);
    }
}
