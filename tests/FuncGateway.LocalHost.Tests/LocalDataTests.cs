namespace FuncGateway.LocalHost.Tests;

public sealed class LocalDataTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Address_OfAGatewayThatWasReplaced_StaysThatOfTheNewOne()
    {
        Assert.Null(LocalData.FindAddress(_folder.FullName));
        LocalData.WriteAddress(_folder.FullName, "http://127.0.0.1:7071");
        LocalData.WriteAddress(_folder.FullName, "http://127.0.0.1:7072");

        LocalData.DeleteAddress(_folder.FullName, "http://127.0.0.1:7071");
        Assert.Equal(new Uri("http://127.0.0.1:7072"), LocalData.FindAddress(_folder.FullName));
        LocalData.DeleteAddress(_folder.FullName, "http://127.0.0.1:7072");
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Address_OfAGatewayThatStillListens_IsNotReplaced()
    {
        using var first = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        first.Start();
        var address = $"http://{first.LocalEndpoint}";
        LocalData.WriteAddress(_folder.FullName, address);

        LocalData.WriteAddress(_folder.FullName, "http://127.0.0.1:7072");

        Assert.Equal(new Uri(address), LocalData.FindAddress(_folder.FullName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://gateway.example.com")]
    [InlineData("http://192.168.0.1:7071")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public void FindAddress_OfAFileWithSomethingElse_FindsNone(string text)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "address"), text);

        Assert.Null(LocalData.FindAddress(_folder.FullName));
    }

    [Theory]
    [InlineData("home/me/work/deep", "home/me", "home/me/work/deep home/me/work home/me")]
    [InlineData("home/me", "home/me", "home/me")]
    [InlineData("tmp/work", "home/me", "tmp/work")]
    [InlineData("home/meagre/work", "home/me", "home/meagre/work")]
    [InlineData("tmp", "", "tmp")]
    public void DataFolder_AboveTheHomeOfTheUser_IsNotLookedFor(string current, string home, string folders)
    {
        var root = Path.GetFullPath("/");
        Assert.Equal(
            folders.Split(' ').Select(folder => Path.Combine(root, folder, LocalData.FolderName)),
            LocalData.Candidates(Path.Combine(root, current), home.Length == 0 ? "" : Path.Combine(root, home)));
    }
}
