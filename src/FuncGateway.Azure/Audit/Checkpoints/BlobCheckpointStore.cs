using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Azure.Audit.Checkpoints;

/// <summary>
/// Checkpoints as blobs, each a line of JSON, in the container <c>{prefix in lower case}-audit</c>, which is created on first use. A blob is put once and
/// never replaced, so the container may have a policy that makes it immutable for a time.
/// </summary>
internal sealed class BlobCheckpointStore : ICheckpointStore
{
    private const string Folder = "checkpoints/";
    private const string Extension = ".json";
    private const int NumberDigits = 10;
    private const int ReadsAtOnce = 8;

    // Usually only the first few names are needed.
    private const int PageSize = 100;
    private readonly BlobContainerClient _container;
    private readonly CreatedOnFirstUse _access;

    public BlobCheckpointStore(BlobServiceClient service, string tablePrefix)
    {
        _container = service.GetBlobContainerClient(ContainerOf(tablePrefix));
        _access = new($"Container '{_container.Name}'", () => _container.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None), BlobErrorCode.ContainerNotFound.ToString());
    }

    public static string ContainerOf(string tablePrefix) => $"{tablePrefix.ToLowerInvariant()}-audit";

    public async Task<Checkpoint?> FindAsync(long number, CancellationToken cancellationToken)
    {
        if (number is <= 0 or > Checkpoint.MaxNumber)
        {
            return null;
        }

        try
        {
            return await _access.AskAsync(() => ReadAsync(number, cancellationToken), cancellationToken);
        }
        catch (StoreUnavailableException e) when (e.InnerException is RequestFailedException { Status: 404 })
        {
            return null;
        }
    }

    public async Task<bool> TryAddAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var text = checkpoint.Write();
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
        };
        try
        {
            await _access.AskAsync(() => BlobOf(checkpoint.Number).UploadAsync(BinaryData.FromString(text), options, cancellationToken), cancellationToken);
            return true;
        }
        catch (StoreUnavailableException e) when (e.InnerException is RequestFailedException failed && Exists(failed))
        {
            // A repeated request meets its own blob if the first answer was lost.
            return await FindAsync(checkpoint.Number, cancellationToken) == checkpoint;
        }
    }

    /// <summary>Reads some ahead, because a year of checkpoints is half a million blobs.</summary>
    public async IAsyncEnumerable<Checkpoint> ListAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var newestFirst = await ListPlacesAsync(pageSize: null, cancellationToken)
            .Select(place => place.Number ?? long.MaxValue)
            .TakeWhile(number => number > after)
            .Where(number => number < long.MaxValue)
            .ToListAsync(cancellationToken);
        var reads = new Queue<Task<Checkpoint?>>();
        for (var next = newestFirst.Count - 1; next >= 0 || reads.Count > 0;)
        {
            while (next >= 0 && reads.Count < ReadsAtOnce)
            {
                reads.Enqueue(FindAsync(newestFirst[next--], cancellationToken));
            }

            if (await reads.Dequeue() is { } checkpoint)
            {
                yield return checkpoint;
            }
        }
    }

    public IAsyncEnumerable<CheckpointPlace> ListPlacesAsync(CancellationToken cancellationToken) => ListPlacesAsync(PageSize, cancellationToken);

    public async Task<bool> DeleteAsync(long number, CancellationToken cancellationToken)
    {
        try
        {
            await _access.AskAsync(() => BlobOf(number).DeleteIfExistsAsync(cancellationToken: cancellationToken), cancellationToken);
            return true;
        }
        catch (StoreUnavailableException e) when (e.InnerException is RequestFailedException { Status: 409 })
        {
            return false;
        }
    }

    // Blobs are listed in the order of their names, so names count down: the last checkpoint comes first.
    private async IAsyncEnumerable<CheckpointPlace> ListPlacesAsync(int? pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var pages = _container.GetBlobsAsync(new GetBlobsOptions { Prefix = Folder }, cancellationToken).AsPages(pageSizeHint: pageSize).GetAsyncEnumerator(cancellationToken);
        while (await _access.AskAsync(() => pages.MoveNextAsync().AsTask(), cancellationToken))
        {
            foreach (var blob in pages.Current.Values)
            {
                yield return new(blob.Name, NumberOf(blob.Name), blob.Properties.ContentLength ?? 0, new($"{blob.Properties.ETag}"));
            }
        }
    }

    // The length is known before the content is read: others could store a blob that does not fit in memory.
    private async Task<Checkpoint> ReadAsync(long number, CancellationToken cancellationToken)
    {
        using var found = (await BlobOf(number).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
        if (found.Details.ContentLength > Checkpoint.MaxBytes)
        {
            return Checkpoint.Unreadable(number, isTooLong: true);
        }

        // A blob that was moved to another name does not become another checkpoint: its number is that of its name, and verification compares both.
        var text = (await BinaryData.FromStreamAsync(found.Content, cancellationToken)).ToString();
        return Checkpoint.TryRead(text, out var checkpoint) ? checkpoint with { Number = number } : Checkpoint.Unreadable(number);
    }

    private BlobClient BlobOf(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Checkpoint.MaxNumber);
        return _container.GetBlobClient($"{Folder}{(Checkpoint.MaxNumber - number).ToString("D10", CultureInfo.InvariantCulture)}{Extension}");
    }

    private static long? NumberOf(string name) =>
        name.Length == Folder.Length + NumberDigits + Extension.Length
        && name.EndsWith(Extension, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(Folder.Length, NumberDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var remaining)
        && remaining < Checkpoint.MaxNumber
            ? Checkpoint.MaxNumber - remaining
            : null;

    private static bool Exists(RequestFailedException failed) =>
        failed.Status == 412 || (failed.Status == 409 && (failed.ErrorCode == BlobErrorCode.BlobAlreadyExists || failed.ErrorCode == BlobErrorCode.BlobImmutableDueToPolicy));
}
