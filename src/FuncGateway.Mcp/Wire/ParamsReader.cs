using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>Reads the <c>params</c> of a message: what it is judged by is remembered, everything else is only checked.</summary>
internal static class ParamsReader
{
    /// <summary>How many members of <c>params</c> that are foreign to a tools/call are remembered by name.</summary>
    public const int MaxOtherParams = 5;

    /// <summary>Reads the object that the reader is at, to its end. Null means that this method found no problem; the strict reader may still have found one.</summary>
    public static WireProblem? Read(ref StrictJsonReader json, Envelope envelope)
    {
        var start = json.TokenStart;
        while (json.ReadKey(out var key))
        {
            NoteOther(envelope, key);
            if ((WireProblem.LookAlike(ProtocolKeys.Params, key) ?? (json.Read() ? ReadMember(ref json, envelope, key) : null)) is { } problem)
            {
                return problem;
            }
        }

        envelope.ParamsAt = json.ProblemKind == JsonProblemKind.None ? new Slice(start, json.End) : default;
        return null;
    }

    private static void NoteOther(Envelope envelope, ReadOnlySpan<byte> key)
    {
        if (!ProtocolKeys.ToolCallParams.Contains(key) && envelope.OtherParamCount++ < MaxOtherParams)
        {
            envelope.OtherParams = [.. envelope.OtherParams, Encoding.UTF8.GetString(key)];
        }
    }

    private static WireProblem? ReadMember(ref StrictJsonReader json, Envelope envelope, ReadOnlySpan<byte> key)
    {
        if (json.TokenType == JsonTokenType.StartObject)
        {
            if (key.SequenceEqual("_meta"u8))
            {
                return MetaReader.Read(ref json, envelope);
            }

            if (key.SequenceEqual("ref"u8))
            {
                return ReadRef(ref json, envelope);
            }

            if (key.SequenceEqual("notifications"u8))
            {
                return SubscriptionFilterReader.Read(ref json, envelope);
            }
        }

        var (kind, start) = (json.TokenType, json.TokenStart);
        if (json.SkipValue())
        {
            SetMember(ref json, envelope, key, kind, new Slice(start, json.End));
        }

        return null;
    }

    // The reader is at the end of the value.
    private static void SetMember(ref StrictJsonReader json, Envelope envelope, ReadOnlySpan<byte> key, JsonTokenType kind, Slice where)
    {
        if (key.SequenceEqual("cursor"u8))
        {
            envelope.CursorAt = where;
        }
        else if (kind == JsonTokenType.Null)
        {
            // As if it were absent.
        }
        else if (key.SequenceEqual("_meta"u8))
        {
            envelope.MetaAt = where;
        }
        else if (key.SequenceEqual("arguments"u8))
        {
            envelope.ArgumentsAt = where;
        }
        else if (key.SequenceEqual("requestId"u8))
        {
            envelope.RequestIdAt = where;
        }
        else if (key.SequenceEqual("task"u8))
        {
            envelope.TaskAt = where;
        }
        else if (key.SequenceEqual("inputResponses"u8))
        {
            envelope.InputResponsesAt = where;
        }
        else if (key.SequenceEqual("requestState"u8))
        {
            envelope.RequestStateAt = where;
        }
        else if (kind == JsonTokenType.String)
        {
            SetText(ref json, envelope, key);
        }
    }

    private static void SetText(ref StrictJsonReader json, Envelope envelope, ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("name"u8))
        {
            envelope.Name = json.Text();
        }
        else if (key.SequenceEqual("uri"u8))
        {
            envelope.Uri = json.Text();
        }
        else if (key.SequenceEqual("taskId"u8))
        {
            envelope.TaskId = json.Text();
        }
    }

    private static WireProblem? ReadRef(ref StrictJsonReader json, Envelope envelope)
    {
        envelope.HasRef = true;
        while (json.ReadKey(out var key))
        {
            if (WireProblem.LookAlike(ProtocolKeys.Ref, key) is { } problem)
            {
                return problem;
            }

            if (!json.ReadText(out var text))
            {
                continue;
            }

            if (key.SequenceEqual("type"u8))
            {
                envelope.RefType = text;
            }
            else if (key.SequenceEqual("name"u8))
            {
                envelope.RefName = text;
            }
            else if (key.SequenceEqual("uri"u8))
            {
                envelope.RefUri = text;
            }
        }

        return null;
    }
}
