using System.Globalization;

namespace FuncGateway.Core.Audit;

/// <summary>One writer's records of one stream and one day (UTC), each of which holds the hash of the one before.</summary>
/// <param name="Writer">A ULID, made when a process begins the chain.</param>
public sealed record ChainName(AuditStream Stream, DateOnly Day, string Writer)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Stream == AuditStream.Calls ? "calls" : "admin")}/{Day:yyyy-MM-dd}/{Writer}");
}
