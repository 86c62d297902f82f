using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using FuncGateway.Azure.Audit.Checkpoints;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Azure.Tests.Audit.Checkpoints;

public sealed class BlobCheckpointStoreTests(AzuriteFixture azurite) : CheckpointStoreContract, IClassFixture<AzuriteFixture>
{
    private readonly string _prefix = $"T{Guid.NewGuid():N}"[..17];

    [Fact]
    public async Task AddCheckpointStorage_StoresInTheContainerOfThePrefix()
    {
        await using var provider = new ServiceCollection()
            .AddCheckpointStorage(new StorageOptions { ConnectionString = azurite.ConnectionString, TablePrefix = _prefix })
            .BuildServiceProvider();

        Assert.True(await provider.GetRequiredService<ICheckpointStore>().TryAddAsync(Sample(1), default));

        Assert.Equal(["checkpoints/9999999998.json"], await Container().GetBlobsAsync().Select(blob => blob.Name).ToListAsync());
        var blob = Container().GetBlobClient("checkpoints/9999999998.json");
        Assert.Equal(Sample(1).Write(), (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task TryAddAsync_RepeatedBecauseTheAnswerWasLost_Succeeds()
    {
        var store = Create();
        await store.TryAddAsync(Sample(1), default);

        Assert.True(await store.TryAddAsync(Sample(1), default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("""{"number":2,"content":"c","key":"k"}""")]
    public async Task Blob_ThatIsNotACheckpoint_KeepsItsPlaceWithEmptyText(string content)
    {
        var store = Create();
        await store.TryAddAsync(Sample(1), default);
        await Container().UploadBlobAsync("checkpoints/9999999997.json", BinaryData.FromString(content));

        Assert.Equal(new Checkpoint(2, "", "", ""), await store.FindAsync(2, default));
        Assert.Equal([Sample(1), new Checkpoint(2, "", "", "")], await store.ListAsync(0, default).ToListAsync());
    }

    [Fact]
    public async Task Blob_UnderAnotherNumber_IsThatNumber()
    {
        var store = Create();
        await store.TryAddAsync(Sample(1), default);
        await Container().UploadBlobAsync("checkpoints/9999999990.json", BinaryData.FromString(Sample(1).Write()));

        Assert.Equal(Sample(1) with { Number = 9 }, await store.FindAsync(9, default));
    }

    [Theory]
    [InlineData("checkpoints/0")]
    [InlineData("checkpoints/0.json")]
    [InlineData("checkpoints/9999999999.json")]
    [InlineData("checkpoints/-999999999.json")]
    [InlineData("checkpoints/0000000000.txt")]
    [InlineData("checkpoints/0000000000.json/x")]
    public async Task Blob_WithAnotherName_IsNoCheckpointAndIsListedAsOther(string name)
    {
        var store = Create();
        await store.TryAddAsync(Sample(1), default);
        await Container().UploadBlobAsync(name, BinaryData.FromString("{}"));

        Assert.Equal([Sample(1)], await store.ListAsync(0, default).ToListAsync());
        Assert.Equal([name], await store.ListPlacesAsync(default).Where(place => place.Number is null).Select(place => place.Name).ToListAsync());
    }

    [Fact]
    public async Task Blob_OfAnotherFolder_IsIgnored()
    {
        var store = Create();
        await store.TryAddAsync(Sample(1), default);
        await Container().UploadBlobAsync("other/0000000000.json", BinaryData.FromString("{}"));

        Assert.Equal([1], await store.ListPlacesAsync(default).Select(place => place.Number ?? 0).ToListAsync());
    }

    [Fact]
    public async Task Blob_ThatIsTooLong_IsNotRead()
    {
        var store = Create();
        await store.TryAddAsync(Sample(1), default);
        await Container().UploadBlobAsync("checkpoints/9999999997.json", BinaryData.FromBytes(new byte[Checkpoint.MaxBytes + 1]));

        Assert.Equal([Checkpoint.MaxBytes + 1, Sample(1).Write().Length], await store.ListPlacesAsync(default).Select(place => place.Bytes).ToListAsync());
        Assert.Equal(Checkpoint.Unreadable(2, isTooLong: true), await store.FindAsync(2, default));
        Assert.Equal([Sample(1), Checkpoint.Unreadable(2, isTooLong: true)], await store.ListAsync(0, default).ToListAsync());
    }

    [Fact]
    public async Task DeleteAsync_OfABlobThatAPolicyKeeps_IsRefusedWithoutAnError()
    {
        // The emulator has no policies.
        var service = new BlobServiceClient(azurite.ConnectionString, new BlobClientOptions { Retry = { MaxRetries = 0 }, Transport = new RefusingDeletion() });

        Assert.False(await new BlobCheckpointStore(service, _prefix).DeleteAsync(1, default));
    }

    [Fact]
    public async Task ListAsync_OfMoreThanItReadsAtOnce_KeepsTheOrder()
    {
        var store = Create();
        foreach (var number in Enumerable.Range(1, 40))
        {
            await store.TryAddAsync(Sample(number), default);
        }

        Assert.Equal(Enumerable.Range(1, 40).Select(number => Sample(number)), await store.ListAsync(0, default).ToListAsync());
    }

    [Fact]
    public async Task Container_ThatWasDeleted_IsCreatedAgain()
    {
        var store = Create();
        await store.TryAddAsync(Sample(1), default);
        await Container().DeleteAsync();

        Assert.Null(await store.FindAsync(1, default));
        Assert.True(await store.TryAddAsync(Sample(1), default));
    }

    [Fact]
    public async Task Account_ThatDoesNotAnswer_IsUnavailable()
    {
        var nowhere = new BlobServiceClient(
            "DefaultEndpointsProtocol=http;AccountName=none;AccountKey=bm9uZQ==;BlobEndpoint=http://127.0.0.1:1/none;", new BlobClientOptions { Retry = { MaxRetries = 0 } });
        var store = new BlobCheckpointStore(nowhere, _prefix);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync(1, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.DeleteAsync(1, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.TryAddAsync(Sample(1), default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ListAsync(0, default).ToListAsync());
    }

    [Fact]
    public async Task FindAsync_CancelledByTheCaller_IsCancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Create().FindAsync(1, new CancellationToken(canceled: true)));

    protected override ICheckpointStore Create() => new BlobCheckpointStore(new BlobServiceClient(azurite.ConnectionString), _prefix);

    private BlobContainerClient Container() => new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient(BlobCheckpointStore.ContainerOf(_prefix));

    private sealed class RefusingDeletion() : HttpClientTransport(new HttpClient(new Refusal()))
    {
        private sealed class Refusal() : DelegatingHandler(new HttpClientHandler())
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.Method == HttpMethod.Delete
                ? Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Conflict) { RequestMessage = request, Headers = { { "x-ms-error-code", "BlobImmutableDueToPolicy" } }, Content = new ByteArrayContent([]) })
                : base.SendAsync(request, cancellationToken);
        }
    }

    private static Checkpoint Sample(long number) => new(number, $"content {number}", "kid", $"signature {number}");
}
