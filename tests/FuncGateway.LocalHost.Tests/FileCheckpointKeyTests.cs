using System.Security.Cryptography;
using FuncGateway.Core;

namespace FuncGateway.LocalHost.Tests;

public sealed class FileCheckpointKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keys");

    private string Path => System.IO.Path.Combine(_folder.FullName, FileCheckpointKey.FileName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task SignAsync_ForTheFirstTime_CreatesAKeyThatOnlyItsOwnerReads()
    {
        var key = new FileCheckpointKey(Path);
        Assert.False(File.Exists(Path));

        var signature = await key.SignAsync("content"u8.ToArray(), default);

        var known = Assert.Single(await new FileCheckpointKey(Path).ListPublicKeysAsync(default));
        Assert.Equal(known.Kid, signature.KeyId);
        Assert.True(known.Verifies("content"u8, signature.Value));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    [Fact]
    public void SignAsync_ByManyHostsAtOnce_UsesTheSameKey()
    {
        var used = ParallelEnumerable.Range(0, 16).WithDegreeOfParallelism(8).Select(_ => new FileCheckpointKey(Path).SignAsync("content"u8.ToArray(), default).Result.KeyId).ToArray();

        Assert.Single(used.Distinct());
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public async Task FileWithSeveralKeys_SignsWithTheFirst_AndKnowsTheOthers()
    {
        var key = new FileCheckpointKey(Path);
        var before = await key.SignAsync("content"u8.ToArray(), default);
        using (var next = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var old = ECDsa.Create())
        {
            old.ImportFromPem(await File.ReadAllTextAsync(Path));
            await File.WriteAllTextAsync(Path, $"{next.ExportECPrivateKeyPem()}\n{old.ExportSubjectPublicKeyInfoPem()}\n");
        }

        var after = await key.SignAsync("content"u8.ToArray(), default);

        Assert.NotEqual(before.KeyId, after.KeyId);
        var known = await key.ListPublicKeysAsync(default);
        Assert.Equal([after.KeyId, before.KeyId], known.Select(each => each.Kid));
        Assert.True(known[1].Verifies("content"u8, before.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not PEM")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public async Task FileWithoutAKey_IsUnavailable_AndIsNotReplaced(string content)
    {
        await File.WriteAllTextAsync(Path, content);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => new FileCheckpointKey(Path).SignAsync("content"u8.ToArray(), default));

        Assert.StartsWith(Path, fault.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Path));
    }

    [Fact]
    public async Task FileWithAKeyOnAnotherCurve_IsUnavailable()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        await File.WriteAllTextAsync(Path, other.ExportPkcs8PrivateKeyPem());

        await Assert.ThrowsAsync<StoreUnavailableException>(() => new FileCheckpointKey(Path).SignAsync("content"u8.ToArray(), default));
    }
}
