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
/// never replaced, so the container may have a policy that makes it immutable.
/// </summary>
internal sealed class BlobCheckpointStore : ICheckpointStore
{
    private const string Folder = "checkpoints/";
    private const string Extension = ".json";
    private const int NumberDigits = 10;

    // Well above what a checkpoint of some thousand chains takes.
    private const int MaxBytes = 16 * 1_024 * 1_024;
    private const int ReadsAtOnce = 16;
    private readonly BlobContainerClient _container;
    private readonly CreatedOnFirstUse _access;

    public BlobCheckpointStore(BlobServiceClient service, string tablePrefix)
    {
        _container = service.GetBlobContainerClient(ContainerOf(tablePrefix));
        _access = new($"Container '{_container.Name}'", () => _container.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None), BlobErrorCode.ContainerNotFound.ToString());
    }

    public static string ContainerOf(string tablePrefix) => $"{tablePrefix.ToLowerInvariant()}-audit";

    public async Task<Checkpoint?> FindLastAsync(CancellationToken cancellationToken)
    {
        await foreach (var number in ListNumbersAsync(pageSize: 1, cancellationToken))
        {
            return await FindAsync(number, cancellationToken);
        }

        return null;
    }

    public async Task<Checkpoint?> FindAsync(long number, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _access.AskAsync(() => BlobOf(number).DownloadContentAsync(cancellationToken), cancellationToken);
            return ReadOrEmpty(number, found.Value.Content);
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
        var newestFirst = await ListNumbersAsync(pageSize: null, cancellationToken).TakeWhile(number => number > after).ToListAsync(cancellationToken);
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

    // Blobs are listed in the order of their names, so names count down: the last checkpoint comes first. Other blobs are not ours.
    private async IAsyncEnumerable<long> ListNumbersAsync(int? pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var pages = _container.GetBlobsAsync(new GetBlobsOptions { Prefix = Folder }, cancellationToken).AsPages(pageSizeHint: pageSize).GetAsyncEnumerator(cancellationToken);
        while (await _access.AskAsync(() => pages.MoveNextAsync().AsTask(), cancellationToken))
        {
            foreach (var blob in pages.Current.Values)
            {
                if (NumberOf(blob.Name) is { } number)
                {
                    yield return number;
                }
            }
        }
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

    // A blob that was moved to another name does not become another checkpoint: its number is that of its name, and verification compares both.
    private static Checkpoint ReadOrEmpty(long number, BinaryData blob) =>
        blob.Length <= MaxBytes && Checkpoint.TryRead(blob.ToString(), out var checkpoint) ? checkpoint with { Number = number } : new(number, "", "", "");

    private static bool Exists(RequestFailedException failed) =>
        failed.Status == 412 || (failed.Status == 409 && (failed.ErrorCode == BlobErrorCode.BlobAlreadyExists || failed.ErrorCode == BlobErrorCode.BlobImmutableDueToPolicy));
}
