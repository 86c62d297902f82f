using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>Reads <c>params._meta</c> of a message.</summary>
internal static class MetaReader
{
    /// <summary>Reads the object that the reader is at, to its end.</summary>
    public static WireProblem? Read(ref StrictJsonReader json, Envelope envelope)
    {
        var start = json.TokenStart;
        while (json.ReadKey(out var key))
        {
            if ((WireProblem.LookAlike(ProtocolKeys.Meta, key) ?? (json.Read() ? ReadMember(ref json, envelope, key) : null)) is { } problem)
            {
                return problem;
            }
        }

        envelope.MetaAt = json.ProblemKind == JsonProblemKind.None ? new Slice(start, json.End) : default;
        return null;
    }

    private static WireProblem? ReadMember(ref StrictJsonReader json, Envelope envelope, ReadOnlySpan<byte> key)
    {
        var (kind, start) = (json.TokenType, json.TokenStart);
        var isTask = key.SequenceEqual("io.modelcontextprotocol/related-task"u8);
        if (isTask && kind == JsonTokenType.StartObject)
        {
            var problem = ReadRelatedTask(ref json, envelope);
            envelope.RelatedTaskAt = new Slice(start, json.End);
            return problem;
        }

        if (!json.SkipValue() || kind == JsonTokenType.Null)
        {
            return null;
        }

        if (isTask)
        {
            envelope.RelatedTaskAt = new Slice(start, json.End);
        }
        else if (key.SequenceEqual("progressToken"u8))
        {
            envelope.ProgressTokenAt = new Slice(start, json.End);
        }
        else if (kind == JsonTokenType.String && key.SequenceEqual("io.modelcontextprotocol/protocolVersion"u8))
        {
            envelope.MetaProtocolVersion = json.Text();
        }
        else if (key.SequenceEqual("io.modelcontextprotocol/clientCapabilities"u8))
        {
            envelope.HasClientCapabilities = kind == JsonTokenType.StartObject;
        }

        return null;
    }

    private static WireProblem? ReadRelatedTask(ref StrictJsonReader json, Envelope envelope)
    {
        while (json.ReadKey(out var key))
        {
            if (WireProblem.LookAlike(ProtocolKeys.RelatedTask, key) is { } problem)
            {
                return problem;
            }

            if (json.ReadText(out var text) && key.SequenceEqual("taskId"u8))
            {
                envelope.RelatedTaskId = text;
            }
        }

        return null;
    }
}
