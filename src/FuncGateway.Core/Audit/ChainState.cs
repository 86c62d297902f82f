using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>Identifies a chain: one writer's blocks of one stream and one day (UTC), each of which contains the hash of the previous one.</summary>
/// <param name="Writer">A ULID, created by the process that opens the chain.</param>
public sealed record ChainName(AuditStream Stream, DateOnly Day, string Writer)
{
    /// <summary>Returns null if the text is not the name of a chain.</summary>
    public static ChainName? Parse(string text) => text.Split('/') switch
    {
        [var stream and ("calls" or "admin"), var day, var writer] when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) =>
            new(stream == "calls" ? AuditStream.Calls : AuditStream.Admin, date, writer),
        _ => null,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AuditStreams.NameOf(Stream)}/{Day:yyyy-MM-dd}/{Writer}");
}

/// <summary>The end of a chain: its last block.</summary>
/// <param name="Number">0 if the chain has no block.</param>
/// <param name="Hash">Of the block, or of the chain's name if it has none.</param>
/// <param name="Through">The latest time of an entry in the chain; null if it has none.</param>
public sealed record ChainHead(ChainName Chain, int Number, string Hash, DateTimeOffset? Through)
{
    public static ChainHead Start(ChainName chain) => new(chain, 0, BlockHash.Of(chain), null);
}

/// <summary>A chain's entry in the register, which is updated every minute and remains when the chain's blocks are deleted.</summary>
/// <param name="SeenAt">When its writer last updated this entry.</param>
/// <param name="Blocks">Number of the last block at that time.</param>
/// <param name="Hash">Hash of that block, or of the chain's name if there was none.</param>
public sealed record ChainRecord(ChainName Chain, DateTimeOffset OpenedAt, DateTimeOffset SeenAt, int Blocks, string Hash, ChainState State = ChainState.Open)
{
    /// <summary>The latest time of an entry in those blocks; null if there is none.</summary>
    public DateTimeOffset? Through { get; init; }

    public static ChainRecord Open(ChainName chain, DateTimeOffset now) => new(chain, now, now, 0, BlockHash.Of(chain));

    public ChainRecord Seen(ChainHead head, DateTimeOffset now) => this with { SeenAt = now, Blocks = head.Number, Hash = head.Hash, Through = head.Through };

    public ChainRecord Close(ChainHead head, DateTimeOffset now) => Seen(head, now) with { State = ChainState.Closed };
}

[JsonConverter(typeof(ChainStateJson))]
public enum ChainState
{
    Open,

    /// <summary>Its writer has stopped, or was considered dead.</summary>
    Closed,

    /// <summary>Its blocks were past the retention and have been deleted.</summary>
    Removed,
}

/// <summary><c>open</c>, <c>closed</c> or <c>removed</c>.</summary>
public sealed class ChainStateJson() : JsonStringEnumConverter<ChainState>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
