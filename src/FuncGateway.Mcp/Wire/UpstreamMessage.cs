using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>What a message of an upstream says about tasks and resources, read in one forward pass without building a tree.</summary>
internal sealed class UpstreamMessage
{
    public const string RelatedTask = "io.modelcontextprotocol/related-task";

    // A client that ignores case would read a look-alike as the key itself.
    private static readonly KnownNames ResultKeys = new("task", "tasks", "taskId", "resultType", "_meta");
    private static readonly KnownNames ParameterKeys = new("taskId", "uri", "_meta");
    private static readonly KnownNames EntryKeys = new("taskId");

    private bool _isTask;
    private string? _flat;
    private TimeSpan? _flatLife;

    private UpstreamMessage()
    {
    }

    /// <summary>False if clients could disagree about what the message says.</summary>
    public bool IsReadable { get; private set; } = true;

    /// <summary>Whether a key could be taken for one that names a task or a resource. Such a message is not readable.</summary>
    public bool HasLookAlike { get; private set; }

    /// <summary>Null for a response.</summary>
    public string? Method { get; private set; }

    /// <summary>The id as raw JSON; the default value for a notification.</summary>
    public Slice Id { get; private set; }

    /// <summary><c>params.uri</c>.</summary>
    public string? Uri { get; private set; }

    /// <summary>The tasks that the message creates, and how long the upstream keeps each of them; null if it does not say.</summary>
    public List<(string Id, TimeSpan? Life)> Created { get; } = [];

    /// <summary>The other tasks that the message is about.</summary>
    public List<string> About { get; } = [];

    /// <summary>The lists of tasks in the message.</summary>
    public List<TaskList> Lists { get; } = [];

    public static UpstreamMessage Read(ReadOnlySpan<byte> message)
    {
        var read = new UpstreamMessage();
        var json = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            read.IsReadable = json.Read() && json.TokenType == JsonTokenType.StartObject;
            while (read.IsReadable && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                read.ReadMember(ref json);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Invalid JSON, or a string with half of a surrogate pair.
            read.IsReadable = false;
        }

        read.CompleteFlat();
        return read;
    }

    private void ReadMember(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("method"u8))
        {
            json.Read();
            Method = Text(ref json);
        }
        else if (json.ValueTextEquals("id"u8))
        {
            json.Read();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            Id = new Slice(start, (int)json.BytesConsumed);
        }
        else if (json.ValueTextEquals("result"u8))
        {
            ReadObject(ref json, ReadResultMember);
        }
        else if (json.ValueTextEquals("params"u8))
        {
            ReadObject(ref json, ReadParameter);
        }
        else
        {
            json.Skip();
        }
    }

    private void ReadResultMember(ref Utf8JsonReader json)
    {
        CheckKey(ref json, ResultKeys);
        if (json.ValueTextEquals("task"u8))
        {
            var task = default(Entry);
            ReadEntry(ref json, ref task);
            Created.AddRange(task.Ids.Select(id => (id, task.Life)));
        }
        else if (json.ValueTextEquals("tasks"u8))
        {
            ReadList(ref json);
        }
        else if (json.ValueTextEquals("resultType"u8))
        {
            json.Read();
            _isTask |= Text(ref json) == "task";
        }
        else if (json.ValueTextEquals("taskId"u8))
        {
            json.Read();
            IsReadable &= _flat is null;
            _flat = Text(ref json) ?? _flat;
        }
        else if (json.ValueTextEquals("ttlMs"u8))
        {
            json.Read();
            _flatLife = Life(ref json);
        }
        else if (json.ValueTextEquals("_meta"u8))
        {
            ReadObject(ref json, ReadMeta);
        }
        else
        {
            json.Skip();
        }
    }

    // From 2026-07-28 on, the created task is the result itself; any other result with a task's id is about that task.
    private void CompleteFlat()
    {
        if (_flat is not { } flat)
        {
            return;
        }

        if (_isTask)
        {
            Created.Add((flat, _flatLife));
        }
        else
        {
            About.Add(flat);
        }
    }

    private void ReadParameter(ref Utf8JsonReader json)
    {
        CheckKey(ref json, ParameterKeys);
        if (json.ValueTextEquals("taskId"u8))
        {
            json.Read();
            Add(ref json);
        }
        else if (json.ValueTextEquals("uri"u8))
        {
            json.Read();
            Uri = Text(ref json);
        }
        else if (json.ValueTextEquals("_meta"u8))
        {
            ReadObject(ref json, ReadMeta);
        }
        else
        {
            json.Skip();
        }
    }

    private void ReadMeta(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals(RelatedTask))
        {
            ReadObject(ref json, ReadRelated);
        }
        else
        {
            json.Skip();
        }
    }

    private void ReadRelated(ref Utf8JsonReader json)
    {
        CheckKey(ref json, ParameterKeys);
        var isId = json.ValueTextEquals("taskId"u8);
        json.Read();
        if (isId)
        {
            Add(ref json);
        }
        else
        {
            json.Skip();
        }
    }

    private void ReadList(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        var list = new TaskList((int)json.BytesConsumed);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var (start, entry) = ((int)json.TokenStartIndex, default(Entry));
            ReadEntryValue(ref json, ref entry);
            list.Entries.Add((new Slice(start, (int)json.BytesConsumed), entry.Ids));
        }

        list.End = (int)json.TokenStartIndex;
        Lists.Add(list);
    }

    private void ReadEntry(ref Utf8JsonReader json, ref Entry entry)
    {
        json.Read();
        ReadEntryValue(ref json, ref entry);
    }

    private void ReadEntryValue(ref Utf8JsonReader json, ref Entry entry)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            CheckKey(ref json, EntryKeys);
            var (isId, isLife) = (json.ValueTextEquals("taskId"u8), json.ValueTextEquals("ttl"u8) || json.ValueTextEquals("ttlMs"u8));
            json.Read();
            if (isId && Text(ref json) is { } id)
            {
                entry.Add(id);
            }
            else if (isLife)
            {
                entry.Life = Life(ref json);
            }

            json.Skip();
        }
    }

    private void CheckKey(ref Utf8JsonReader json, KnownNames known)
    {
        HasLookAlike |= known.LookAlike(Key(ref json)) is not null;
        IsReadable &= !HasLookAlike;
    }

    private void Add(ref Utf8JsonReader json)
    {
        if (Text(ref json) is { } id)
        {
            About.Add(id);
        }

        json.Skip();
    }

    private delegate void MemberReader(ref Utf8JsonReader json);

    private static void ReadObject(ref Utf8JsonReader json, MemberReader member)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            member(ref json);
        }
    }

    private static ReadOnlySpan<byte> Key(ref Utf8JsonReader json) =>
        json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString() ?? "") : json.ValueSpan;

    private static string? Text(ref Utf8JsonReader json)
    {
        var text = json.TokenType == JsonTokenType.String ? json.GetString() : null;
        json.Skip();
        return text;
    }

    private static TimeSpan? Life(ref Utf8JsonReader json)
    {
        TimeSpan? life = json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var ms) && ms >= 0 && ms < TimeSpan.MaxValue.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(ms)
            : null;
        json.Skip();
        return life;
    }

    private struct Entry
    {
        private List<string>? _ids;

        public readonly IReadOnlyList<string> Ids => _ids ?? [];

        public TimeSpan? Life { get; set; }

        public void Add(string id) => (_ids ??= []).Add(id);
    }
}
