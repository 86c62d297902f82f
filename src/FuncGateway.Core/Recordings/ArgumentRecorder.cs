using System.Threading.Channels;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Recordings;

/// <summary>Records the arguments of requests in the background. No request waits for it, and none fails because of it: what is not recorded, a replay counts as undecided.</summary>
// Five parameters: where to, how it is encrypted and how often, and what a background loop needs.
public sealed partial class ArgumentRecorder(IRecordingStore store, RecordingEncryption encryption, RecordingOptions options, TimeProvider time, ILogger<ArgumentRecorder> logger) : BackgroundService
{
    // With the largest arguments, 60 MiB.
    private const int MaxWaiting = 1_000;
    private const int BatchSize = 50;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly Channel<(ServerId Server, string Id, DateTimeOffset At, byte[] Arguments, int Days)> _waiting =
        Channel.CreateBounded<(ServerId, string, DateTimeOffset, byte[], int)>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    /// <param name="id">The decision id.</param>
    /// <param name="arguments">A JSON object. Kept, so it must not be changed.</param>
    public void Record(Server server, string id, DateTimeOffset at, byte[] arguments)
    {
        if (!_waiting.Writer.TryWrite((server.Id, id, at, arguments, server.RecordArgumentsDays)))
        {
            LogDropped();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StopTimeout);
        await TryStoreAsync(timeout.Token);
    }

    /// <summary>Stores everything that waits. Does not throw.</summary>
    internal async Task TryStoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_waiting.Reader.TryPeek(out _))
            {
                var batch = new List<RecordedArguments>();
                while (batch.Count < BatchSize && _waiting.Reader.TryRead(out var next))
                {
                    var content = await encryption.EncryptAsync(next.Id, next.Arguments, cancellationToken);
                    batch.Add(new RecordedArguments(next.Server, next.Id, next.At, content, next.At.AddDays(next.Days)));
                }

                await store.AddAsync(batch, cancellationToken);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            LogPutOff(e);
        }
        catch (Exception e)
        {
            // A defect must not end the loop.
            LogFailed(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.StoreEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryStoreAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The arguments of a request were not recorded, because too many wait to be stored")]
    private partial void LogDropped();

    [LoggerMessage(LogLevel.Warning, "Some arguments were not recorded, because the store or the key does not answer")]
    private partial void LogPutOff(Exception exception);

    [LoggerMessage(LogLevel.Error, "Some arguments were not recorded, because of an unexpected error")]
    private partial void LogFailed(Exception exception);
}
