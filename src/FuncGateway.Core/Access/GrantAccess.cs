using System.Collections;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>One server that a grant reaches, and the policy that applies there.</summary>
/// <param name="Policy">A policy of that server. Null: every call is denied.</param>
public sealed record ServerAccess(ServerId Server, PolicyId? Policy);

/// <summary>The servers that a grant reaches: 1 to <see cref="MaxServers"/>, none of them twice, in the order in which they were given. Two lists are equal if their entries are.</summary>
public sealed class GrantAccess : IReadOnlyList<ServerAccess>, IEquatable<GrantAccess>
{
    public const int MaxServers = 20;

    private readonly ServerAccess[] _entries;

    /// <exception cref="ArgumentException">There is no server, there are too many, or one is there twice.</exception>
    public GrantAccess(params IEnumerable<ServerAccess> entries)
    {
        _entries = [.. entries];
        if (_entries.Length is 0 or > MaxServers || _entries.DistinctBy(entry => entry.Server).Count() != _entries.Length)
        {
            throw new ArgumentException($"A grant reaches 1 to {MaxServers} servers, none of them twice; found: {string.Join(", ", _entries.Select(entry => entry.Server))}.", nameof(entries));
        }
    }

    public int Count => _entries.Length;

    public IEnumerable<ServerId> Servers => _entries.Select(entry => entry.Server);

    public ServerAccess this[int index] => _entries[index];

    public static GrantAccess To(ServerId server, PolicyId? policy) => new(new ServerAccess(server, policy));

    /// <summary>Returns the position of a server, or -1 if the grant does not reach it. Does not allocate.</summary>
    public int IndexOf(ServerId server)
    {
        for (var index = 0; index < _entries.Length; index++)
        {
            if (_entries[index].Server == server)
            {
                return index;
            }
        }

        return -1;
    }

    public ServerAccess? Find(ServerId server) => IndexOf(server) is >= 0 and var index ? _entries[index] : null;

    /// <summary>Returns the access without a server, or null if none would be left.</summary>
    public GrantAccess? Without(ServerId server) =>
        _entries.Where(entry => entry.Server != server).ToArray() is { Length: > 0 } left ? new GrantAccess(left) : null;

    public bool Equals(GrantAccess? other) => other is not null && _entries.AsSpan().SequenceEqual(other._entries);

    public override bool Equals(object? obj) => Equals(obj as GrantAccess);

    public override int GetHashCode() => _entries.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join(", ", _entries.Select(entry => $"{entry.Server} under {entry.Policy?.Value ?? "no policy"}"));

    public IEnumerator<ServerAccess> GetEnumerator() => _entries.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
