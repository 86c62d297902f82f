using System.Buffers;
using FuncGateway.Core;
using FuncGateway.Core.Ownership;
using FuncGateway.Mcp.Wire;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Keeps what belongs to other grants out of the messages of an upstream: their tasks, and resources that the policy refuses. The grant is stored
/// as the owner of the tasks and the request state that an answer gives it, before its client gets the answer.
/// </summary>
public sealed class GrantScreen(Owners owners, UiResources uiResources)
{
    // Each entry that is not remembered is read from the store.
    private const int MaxListed = 1_000;
    private const int Parallel = 32;

    /// <summary>Returns the message to send: the same memory if nothing has to change, an error in its place, or nothing if it must be dropped.</summary>
    /// <param name="answers">Whether the message answers the call.</param>
    /// <param name="hasPlainKeys">Whether it is known that every key in the message is visible ASCII without escapes.</param>
    internal ValueTask<ReadOnlyMemory<byte>> ScreenAsync(
        RelayContext call, ReadOnlyMemory<byte> message, MessageKind kind, bool answers, bool hasPlainKeys, CancellationToken cancellationToken)
    {
        if (kind == MessageKind.Result)
        {
            uiResources.Remember(call.Caller, message.Span);
        }

        return answers && RequestStates.MayBeIn(message.Span) && RequestStates.Of(message.Span) is { } state
            ? ScreenStateAsync(call, state, message, kind, cancellationToken)
            : ScreenTasksAsync(call, message, kind, answers, hasPlainKeys, cancellationToken);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ScreenStateAsync(
        RelayContext call, string state, ReadOnlyMemory<byte> message, MessageKind kind, CancellationToken cancellationToken)
    {
        try
        {
            await owners.ClaimStateAsync(call.Caller, state, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return Error(call, call.MessageId.Span, "asked for input, and the gateway could not store whose request it is; repeat the request");
        }

        return await ScreenTasksAsync(call, message, kind, answers: true, hasPlainKeys: false, cancellationToken);
    }

    private ValueTask<ReadOnlyMemory<byte>> ScreenTasksAsync(
        RelayContext call, ReadOnlyMemory<byte> message, MessageKind kind, bool answers, bool hasPlainKeys, CancellationToken cancellationToken)
    {
        // Most answers say nothing about tasks.
        return kind != MessageKind.FromServer && !TaskWords.MayBeIn(message.Span, hasPlainKeys)
            ? ValueTask.FromResult(message)
            : ScreenAsync(call, UpstreamMessage.Read(message.Span), message, kind, answers, cancellationToken);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ScreenAsync(
        RelayContext call, UpstreamMessage read, ReadOnlyMemory<byte> message, MessageKind kind, bool answers, CancellationToken cancellationToken)
    {
        if (!read.IsReadable)
        {
            return ScreenUnreadable(call, read, message, kind);
        }

        // In a session, and in the answer to the call, a task can only have been created by the grant itself.
        if (read.Created.Count > 0 && !answers && call.Session is null)
        {
            return default;
        }

        try
        {
            if (await ClaimAsync(call, read, cancellationToken) is { } problem)
            {
                return Replace(call, read, message, problem);
            }

            if (!await MayKnowAsync(call, read, cancellationToken))
            {
                return answers ? Replace(call, read, message, "answered with another task than the one requested") : default;
            }

            if (read.Method is not null && !read.Id.Equals(default))
            {
                call.Flight?.Asked(read.Id.Of(message.Span));
            }

            return read.Lists.Count == 0 ? message : await FilterAsync(call, read, message, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return Replace(call, read, message, "sent a message about a task, and the gateway could not check or store whose task it is; the task may be running");
        }
    }

    // A lenient client may read the id of a task in it or, unless the method is known to be another, the URI of an updated resource.
    private static ReadOnlyMemory<byte> ScreenUnreadable(RelayContext call, UpstreamMessage read, ReadOnlyMemory<byte> message, MessageKind kind)
    {
        var namesTask = read.IsAmbiguous || TaskWords.AreIn(message.Span);
        return kind switch
        {
            MessageKind.FromServer => namesTask || read.Method is null or NotificationMethods.ResourceUpdatedNotification ? default : message,
            MessageKind.Unreadable => namesTask ? default : message,
            _ => namesTask ? Replace(call, read, message, "sent a message about tasks that cannot be read reliably") : message,
        };
    }

    private async Task<string?> ClaimAsync(RelayContext call, UpstreamMessage read, CancellationToken cancellationToken)
    {
        foreach (var (id, life) in read.Created)
        {
            // Not cancelled when the client leaves: the task exists, and its owner must find it when it returns.
            cancellationToken.ThrowIfCancellationRequested();
            if (!await owners.ClaimTaskAsync(call.Caller, id, life, CancellationToken.None))
            {
                return "created a task under an id that is already in use, so the task was withheld; it may be running";
            }
        }

        return null;
    }

    private async ValueTask<bool> MayKnowAsync(RelayContext call, UpstreamMessage read, CancellationToken cancellationToken)
    {
        if (read is { Method: NotificationMethods.ResourceUpdatedNotification, Uri: var uri }
            && (uri is null || call.Caller.Policy is not { Policy: var policy } || !(policy.IsShadow || policy.ListsResource(uri) || uiResources.IsNamed(call.Caller, uri))))
        {
            return false;
        }

        // A server's request about a task is about a task of the client, which made its id.
        if (read.Method is not null && !read.Id.Equals(default) && read.Method.StartsWith("tasks/", StringComparison.Ordinal))
        {
            return true;
        }

        foreach (var id in read.About)
        {
            if (!await owners.OwnsTaskAsync(call.Caller, id, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<ReadOnlyMemory<byte>> FilterAsync(RelayContext call, UpstreamMessage read, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (read.Lists.Sum(list => list.Entries.Count) > MaxListed)
        {
            return Replace(call, read, message, $"sent a list of over {MaxListed} tasks");
        }

        var output = new ArrayBufferWriter<byte>(message.Length);
        var written = 0;
        foreach (var list in read.Lists)
        {
            var kept = await KeepAsync(call, list, cancellationToken);
            if (kept.Count == list.Entries.Count)
            {
                continue;
            }

            output.Write(message.Span[written..list.Start]);
            for (var index = 0; index < kept.Count; index++)
            {
                output.Write(index == 0 ? [] : ","u8);
                output.Write(kept[index].Of(message.Span));
            }

            written = list.End;
        }

        output.Write(message.Span[written..]);
        return written == 0 ? message : output.WrittenMemory;
    }

    private async Task<List<Slice>> KeepAsync(RelayContext call, TaskList list, CancellationToken cancellationToken)
    {
        var kept = new List<Slice>();
        foreach (var some in list.Entries.Chunk(Parallel))
        {
            var owned = await Task.WhenAll(some.Select(entry => OwnsAllAsync(call, entry.Ids, cancellationToken)));
            kept.AddRange(some.Where((_, index) => owned[index]).Select(entry => entry.Where));
        }

        return kept;
    }

    // An entry without an id cannot be judged.
    private async Task<bool> OwnsAllAsync(RelayContext call, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            if (!await owners.OwnsTaskAsync(call.Caller, id, cancellationToken))
            {
                return false;
            }
        }

        return ids.Count > 0;
    }

    // A message that is not a response can only be dropped.
    private static ReadOnlyMemory<byte> Replace(RelayContext call, UpstreamMessage read, ReadOnlyMemory<byte> message, string problem) =>
        read.Method is not null || read.Id.Equals(default)
            ? default
            : Error(call, read.Id.Of(message.Span), problem);

    private static ReadOnlyMemory<byte> Error(RelayContext call, ReadOnlySpan<byte> id, string problem) =>
        ReplyBody.Error(id, McpErrorCode.InternalError, $"MCP server '{call.Caller.Server.Id}' {problem}.");
}
