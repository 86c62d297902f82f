using System.Buffers;
using System.Text.Json;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Json;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Judges each message of an upstream before it reaches a client, wherever it arrives: a JSON body, an event of any stream, a page. Lists lose what the
/// caller may not see, and what belongs to other grants is kept out. A call is settled here and nowhere else: at the first well-formed answer with its id; later answers are dropped.
/// </summary>
public sealed class MessageScreen(ListRewriter lists, GrantScreen grants, UnusableAnswerLog log)
{
    internal async ValueTask<Screened> ScreenAsync(RelayContext call, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        // The answer to a request for a list is scanned at once, because that also tells what it is.
        var scan = call.IsList ? lists.Scan(call, message) : null;
        var peek = scan?.Look(call.MessageId.Span) ?? MessagePeek.Look(message.Span, call.MessageId.Span);
        var isAnswer = peek.Answers || (peek.IsErrorWithoutId && !call.MessageId.IsEmpty);
        if (call.Outcome is not null && (isAnswer || peek.ClaimsToAnswer))
        {
            return new Screened(default, peek.Kind, AnswersCall: false);
        }

        if (peek.ClaimsToAnswer && !peek.Answers)
        {
            return await RefuseAsync(call, message, peek, "answered with a message that is not exactly one JSON-RPC 2.0 result or error");
        }

        if (peek is { HasList: true, IsOdd: true })
        {
            return await RefuseAsync(call, message, peek, "sent a list that clients could read differently");
        }

        var (screened, hasPlainKeys) = (message, false);
        if (peek.HasList)
        {
            try
            {
                (screened, hasPlainKeys) = await lists.RewriteAsync(call, scan ?? lists.Scan(call, message), peek.Answers, cancellationToken);
            }
            catch (UnusableAnswerException e)
            {
                return await RefuseAsync(call, message, peek, e.Message);
            }
        }

        screened = await grants.ScreenAsync(call, screened, peek.Kind, isAnswer, hasPlainKeys, cancellationToken);
        if (screened.IsEmpty)
        {
            return new Screened(default, peek.Kind, AnswersCall: false);
        }

        if (isAnswer)
        {
            await call.SettleAsync(RelayOutcomes.Of(peek.Kind));
        }

        return isAnswer && !peek.Answers
            ? new Screened(WithId(screened, call.MessageId.Span), peek.Kind, AnswersCall: true) { WasWithoutId = true }
            : new Screened(screened, peek.Kind, isAnswer);
    }

    private async ValueTask<Screened> RefuseAsync(RelayContext call, ReadOnlyMemory<byte> message, MessagePeek peek, string problem)
    {
        log.Dropped(call, problem, message.Span);
        if (!peek.ClaimsToAnswer)
        {
            return new Screened(default, MessageKind.Unreadable, AnswersCall: false);
        }

        await call.SettleAsync(RelayOutcome.Unknown);
        return new Screened(default, MessageKind.Unreadable, AnswersCall: false) { Problem = problem };
    }

    /// <summary>The error with the id of the call in place of a null or missing one.</summary>
    internal static ReadOnlyMemory<byte> WithId(ReadOnlyMemory<byte> error, ReadOnlySpan<byte> id)
    {
        var edits = new List<Edit>();
        try
        {
            FindId(error.Span, id, edits);
        }
        catch (JsonException)
        {
            return ReplyBody.Error(id, McpErrorCode.InternalError, "The MCP server answered with an error that is not valid JSON.");
        }

        var output = new ArrayBufferWriter<byte>(error.Length + id.Length + 8);
        Edit.Write(error.Span, edits, output);
        return output.WrittenMemory;
    }

    private static void FindId(ReadOnlySpan<byte> error, ReadOnlySpan<byte> id, List<Edit> edits)
    {
        var json = new Utf8JsonReader(error, new JsonReaderOptions { MaxDepth = int.MaxValue });
        json.Read();
        var open = (int)json.BytesConsumed;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isId = JsonText.TextEquals(json, "id"u8);
            json.Read();
            if (isId)
            {
                edits.Add(new Edit(new Slice((int)json.TokenStartIndex, (int)json.BytesConsumed), id.ToArray()));
            }

            json.Skip();
        }

        if (edits.Count == 0)
        {
            edits.Add(new Edit(new Slice(open, open), [.. "\"id\":"u8, .. id, (byte)',']));
        }
    }
}
