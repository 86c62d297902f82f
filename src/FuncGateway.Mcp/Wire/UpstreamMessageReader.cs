using System.Text;
using System.Text.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>Reads an <see cref="UpstreamMessage"/> in one forward pass, without building a tree.</summary>
internal sealed class UpstreamMessageReader
{
    private const int MaxDepth = 256;

    private static readonly KnownMembers MessageMembers = new("jsonrpc", "id", "method", "params", "result", "error");
    private static readonly KnownMembers ResultMembers = new("task", "tasks", "taskId", "resultType", "ttlMs", "_meta");
    private static readonly KnownMembers ParameterMembers = new("taskId", "uri", "_meta");
    private static readonly KnownMembers MetaMembers = new(UpstreamMessage.RelatedTask);
    private static readonly KnownMembers RelatedMembers = new("taskId");
    private static readonly KnownMembers TaskMembers = new("taskId", "ttl", "ttlMs");

    private readonly UpstreamMessage _message = new();
    private bool _isTask;
    private string? _taskId;
    private TimeSpan? _life;

    // Reads the value of a member, or leaves it to be skipped.
    private delegate void MemberReader(ref Utf8JsonReader json, string? member);

    public UpstreamMessage Read(ReadOnlySpan<byte> message)
    {
        var json = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            _message.IsReadable = json.Read() && json.TokenType == JsonTokenType.StartObject;
            ReadMembers(ref json, MessageMembers, ReadMember);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Invalid JSON, or a string with half of a surrogate pair.
            _message.IsReadable = false;
        }

        _message.IsReadable &= !_message.IsAmbiguous;
        AddResult();
        return _message;
    }

    private void ReadMember(ref Utf8JsonReader json, string? member)
    {
        switch (member)
        {
            case "method":
                _message.Method = Text(ref json);
                _message.IsReadable &= _message.Method is not null;
                break;
            case "id":
                var start = (int)json.TokenStartIndex;
                json.Skip();
                _message.Id = new Slice(start, (int)json.BytesConsumed);
                break;
            case "result":
                ReadMembers(ref json, ResultMembers, ReadResult);
                break;
            case "params":
                ReadMembers(ref json, ParameterMembers, ReadParameter);
                break;
        }
    }

    private void ReadResult(ref Utf8JsonReader json, string? member)
    {
        switch (member)
        {
            case "task" when ReadTask(ref json) is ({ } id, var life):
                _message.Created.Add((id, life));
                break;
            case "tasks" when json.TokenType == JsonTokenType.StartArray:
                ReadList(ref json);
                break;
            case "taskId":
                _taskId = Text(ref json);
                break;
            case "resultType":
                _isTask = Text(ref json) == "task";
                break;
            case "ttlMs":
                _life = Life(ref json);
                break;
            case "_meta":
                ReadMembers(ref json, MetaMembers, ReadMeta);
                break;
        }
    }

    // From 2026-07-28 on, the created task is the result itself; any other result with a task's id is about that task.
    private void AddResult()
    {
        if (_isTask && _taskId is not null)
        {
            _message.Created.Add((_taskId, _life));
        }
        else
        {
            AddAbout(_taskId);
        }
    }

    private void ReadParameter(ref Utf8JsonReader json, string? member)
    {
        switch (member)
        {
            case "taskId":
                AddAbout(Text(ref json));
                break;
            case "uri":
                _message.Uri = Text(ref json);
                break;
            case "_meta":
                ReadMembers(ref json, MetaMembers, ReadMeta);
                break;
        }
    }

    private void ReadMeta(ref Utf8JsonReader json, string? member)
    {
        if (member == UpstreamMessage.RelatedTask)
        {
            ReadMembers(ref json, RelatedMembers, ReadRelated);
        }
    }

    private void ReadRelated(ref Utf8JsonReader json, string? member)
    {
        if (member == "taskId")
        {
            AddAbout(Text(ref json));
        }
    }

    private void ReadList(ref Utf8JsonReader json)
    {
        var list = new TaskList((int)json.BytesConsumed);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)json.TokenStartIndex;
            var (id, _) = ReadTask(ref json);
            json.Skip();
            list.Entries.Add((new Slice(start, (int)json.BytesConsumed), id is null ? [] : [id]));
        }

        list.End = (int)json.TokenStartIndex;
        _message.Lists.Add(list);
    }

    private (string? Id, TimeSpan? Life) ReadTask(ref Utf8JsonReader json)
    {
        (string? Id, TimeSpan? Life) task = default;
        ReadMembers(ref json, TaskMembers, (ref value, member) =>
        {
            switch (member)
            {
                case "taskId":
                    task.Id = Text(ref value);
                    break;
                case "ttl" or "ttlMs":
                    task.Life = Life(ref value);
                    break;
            }
        });
        return task;
    }

    // Nothing is read if the value is not an object.
    private void ReadMembers(ref Utf8JsonReader json, KnownMembers known, MemberReader read)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        var seen = 0u;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = known.Find(Key(ref json), ref seen, out var isAmbiguous);
            _message.IsAmbiguous |= isAmbiguous;
            json.Read();
            read(ref json, member);
            json.Skip();
        }
    }

    private void AddAbout(string? task)
    {
        if (task is not null)
        {
            _message.About.Add(task);
        }
    }

    private static ReadOnlySpan<byte> Key(ref Utf8JsonReader json) =>
        json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString() ?? "") : json.ValueSpan;

    private static string? Text(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.String ? json.GetString() : null;

    private static TimeSpan? Life(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var ms) && ms >= 0 && ms < TimeSpan.MaxValue.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(ms)
            : null;
}
