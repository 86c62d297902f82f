using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>Identifies a chain: one writer's records of one stream and one day (UTC), each of which contains the hash of the previous one.</summary>
/// <param name="Writer">A ULID, created by the process that opens the chain.</param>
public sealed record ChainName(AuditStream Stream, DateOnly Day, string Writer)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Stream == AuditStream.Calls ? "calls" : "admin")}/{Day:yyyy-MM-dd}/{Writer}");
}

/// <summary>The end of a chain, updated in the same transaction that adds records.</summary>
/// <param name="Sequence">Number of the last record; 0 if there is none.</param>
/// <param name="Hash">Hash of the last record.</param>
/// <param name="IsClosed">No more records may be added. A writer that finds its chain closed starts another.</param>
public sealed record ChainHead(ChainName Chain, int Sequence, string Hash, bool IsClosed = false)
{
    public static ChainHead Start(ChainName chain) => new(chain, 0, AuditHash.Of(chain));
}

/// <summary>A chain's entry in the register: a checkpoint that is updated periodically and remains when the chain's records are deleted.</summary>
/// <param name="SeenAt">When its writer last updated this entry.</param>
/// <param name="Sequence">Number of the last record at that time.</param>
/// <param name="Hash">Hash of that record.</param>
public sealed record ChainRecord(ChainName Chain, DateTimeOffset OpenedAt, DateTimeOffset SeenAt, int Sequence, string Hash, ChainState State = ChainState.Open)
{
    public static ChainRecord Open(ChainName chain, DateTimeOffset now) => new(chain, now, now, 0, AuditHash.Of(chain));

    public ChainRecord Seen(ChainHead head, DateTimeOffset now) => this with { SeenAt = now, Sequence = head.Sequence, Hash = head.Hash };

    public ChainRecord Close(ChainHead head, DateTimeOffset now) => Seen(head, now) with { State = ChainState.Closed };
}

[JsonConverter(typeof(ChainStateJson))]
public enum ChainState
{
    Open,

    /// <summary>Its writer has stopped, or was considered dead.</summary>
    Closed,

    /// <summary>Its records were past the retention and have been deleted.</summary>
    Removed,
}

/// <summary><c>open</c>, <c>closed</c> or <c>removed</c>.</summary>
public sealed class ChainStateJson() : JsonStringEnumConverter<ChainState>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
