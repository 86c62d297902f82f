using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>One writer's records of one stream and one day (UTC), each of which holds the hash of the one before.</summary>
/// <param name="Writer">A ULID, made when a process begins the chain.</param>
public sealed record ChainName(AuditStream Stream, DateOnly Day, string Writer)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Stream == AuditStream.Calls ? "calls" : "admin")}/{Day:yyyy-MM-dd}/{Writer}");
}

/// <summary>The end of a chain: it is moved in the same transaction that adds records.</summary>
/// <param name="Sequence">Of the last record; 0 when there is none.</param>
/// <param name="Hash">Of the last record.</param>
/// <param name="IsClosed">Nothing follows. Whoever wrote the chain and finds it closed begins another.</param>
public sealed record ChainHead(ChainName Chain, int Sequence, string Hash, bool IsClosed = false)
{
    public static ChainHead Start(ChainName chain) => new(chain, 0, AuditHash.Of(chain));
}

/// <summary>What is known of a chain apart from the chain itself: a checkpoint that goes along with it, now and then, and stays when it is gone.</summary>
/// <param name="SeenAt">When its writer last showed that it lives.</param>
/// <param name="Sequence">Of the last record, as of then.</param>
/// <param name="Hash">Of that record.</param>
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

    /// <summary>Its writer ended, or was found dead.</summary>
    Closed,

    /// <summary>Its records are past the retention and deleted.</summary>
    Removed,
}

/// <summary><c>open</c>, <c>closed</c> or <c>removed</c>.</summary>
public sealed class ChainStateJson() : JsonStringEnumConverter<ChainState>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
