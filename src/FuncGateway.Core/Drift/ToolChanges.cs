using System.Collections.Concurrent;
using System.Threading.Channels;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Webhooks;
using FuncGateway.Policies.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Drift;

/// <summary>
/// Records definitions of tools that nobody has accepted, found in lists on their way to clients, and tells people about them. Until one is recorded it is
/// tried again; a list is not delayed by it, nor is what is found of another server.
/// </summary>
// Six parameters: where changes are recorded and told, and the clock and log of background work.
public sealed partial class ToolChanges(InventoryEditing inventory, IServerStore servers, AuditLog audit, WebhookSender webhook, TimeProvider time, ILogger<ToolChanges> logger) : BackgroundService
{
    public const string ChangedAction = "toolChanged";
    public const string AddedAction = "toolAdded";

    private const int MaxToTell = 1_000;
    private const int MaxServersAtOnce = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Bounded by what a watch notes of a server: as many tools as its inventory can keep.
    private readonly ConcurrentDictionary<(ServerId Server, string Tool), string> _found = new();
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<ToolNotice> _toTell = Channel.CreateBounded<ToolNotice>(MaxToTell);

    /// <summary>Returns at once. Of several definitions of one tool that wait to be recorded, the last one is.</summary>
    public void Report(ServerId server, string tool, string fingerprint)
    {
        _found[(server, tool)] = fingerprint;
        _wakes.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(RecordAsync(stoppingToken), TellAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping. The next list that passes through another process is compared again.
        }
    }

    private async Task RecordAsync(CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxServersAtOnce, CancellationToken = cancellationToken };
        while (true)
        {
            await _wakes.Reader.ReadAsync(cancellationToken);
            var isPutOff = false;
            await Parallel.ForEachAsync(_found.GroupBy(found => found.Key.Server).ToArray(), options, async (ofServer, token) =>
            {
                if (await TryRecordAsync(ofServer.Key, ofServer.ToDictionary(found => found.Key.Tool, found => found.Value, StringComparer.Ordinal), token))
                {
                    foreach (var found in ofServer)
                    {
                        _found.TryRemove(found);
                    }
                }
                else
                {
                    Volatile.Write(ref isPutOff, true);
                }
            });

            if (isPutOff)
            {
                await Task.Delay(Pause, time, cancellationToken);
                _wakes.Writer.TryWrite(true);
            }
        }
    }

    // Returns false if it must be tried again.
    private async Task<bool> TryRecordAsync(ServerId server, Dictionary<string, string> found, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var tool in await inventory.NoteAsync(server, found, tools => AuditAsync(tools.Select(Notice)), cancellationToken))
            {
                Tell(Notice(tool));
            }

            return true;
        }
        catch (StoreUnavailableException e)
        {
            LogPutOff(e, server);
            return false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A defect must not end the loop.
            LogFailed(e, server);
            return true;
        }

        ToolNotice Notice(NotedTool tool) => new(server, tool.Tool, tool.IsNew, found[tool.Tool]);
    }

    // Before they are stored, so that nothing is stored without an entry. Of two processes that find a change at once, both write one.
    private async Task AuditAsync(IEnumerable<ToolNotice> notices)
    {
        var written = await Task.WhenAll(notices.Select(notice => audit.WriteAsync(EntryOf(notice))));
        if (written.Contains(false))
        {
            throw new StoreUnavailableException("The audit log did not accept a new or changed tool.");
        }
    }

    private AdminEntry EntryOf(ToolNotice notice)
    {
        var now = time.GetUtcNow();
        return new AdminEntry(AuditLog.NewId(now), now, AdminEntry.Gateway, [], notice.IsNew ? AddedAction : ChangedAction, $"{notice.Server}/{AuditNames.Visible(notice.Tool)}")
        {
            Server = notice.Server.Value,
            Outcome = AuditOutcome.Done,
            Result = notice.IsNew ? $"nobody has accepted the definition {notice.Fingerprint}" : $"the definition {notice.Fingerprint} differs from the known one",
        };
    }

    private void Tell(ToolNotice notice)
    {
        LogFound(VisibleText.Of(notice.Tool), notice.Server, notice.IsNew ? "is new" : "has changed");
        if (!_toTell.Writer.TryWrite(notice))
        {
            LogNotTold(VisibleText.Of(notice.Tool), notice.Server, "Too many changes wait to be told.");
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        await foreach (var notice in _toTell.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                var isHidden = !notice.IsNew && (await servers.FindAsync(notice.Server, cancellationToken))?.Value.OnChange == OnToolChange.Hide;
                var id = AuditLog.NewId(time.GetUtcNow());
                var sent = await webhook.SendAsync(notice.Server, id, (format, at) => ToolChangeBody.Write(format, id, notice, isHidden, at), cancellationToken);
                if (sent.Problem is { } problem)
                {
                    LogNotTold(VisibleText.Of(notice.Tool), notice.Server, problem);
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(e, notice.Server);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Tool {Tool} of {Server} {What}, and nobody has accepted its definition")]
    private partial void LogFound(string tool, ServerId server, string what);

    [LoggerMessage(LogLevel.Warning, "The webhook was not told of tool {Tool} of {Server}: {Problem}")]
    private partial void LogNotTold(string tool, ServerId server, string problem);

    [LoggerMessage(LogLevel.Warning, "New or changed tools of {Server} were not recorded, because the store does not answer; this is tried again")]
    private partial void LogPutOff(Exception exception, ServerId server);

    [LoggerMessage(LogLevel.Error, "New or changed tools of {Server} were not recorded, because of an unexpected error")]
    private partial void LogFailed(Exception exception, ServerId server);
}

/// <summary>A definition that was found in a list and that nobody has accepted.</summary>
/// <param name="IsNew">Whether the tool was not known; otherwise its definition has changed.</param>
internal sealed record ToolNotice(ServerId Server, string Tool, bool IsNew, string Fingerprint);
