using System.Text.Json.Nodes;

namespace FuncGateway.Cli.Files;

/// <summary>What a gateway's configuration consists of, in the order in which it is applied.</summary>
internal enum StateKind
{
    Server,
    Policy,
    Grant,
}

/// <summary>Names a part of a gateway's configuration.</summary>
/// <param name="Owner">The server of a policy; empty otherwise.</param>
/// <param name="Name">An id, or the label of a grant.</param>
internal sealed record StateKey(StateKind Kind, string Owner, string Name)
{
    public string KindName => Kind.ToString().ToLowerInvariant();

    public string Path => Owner.Length == 0 ? Name : $"{Owner}/{Name}";

    public override string ToString() => $"{KindName} {Path}";
}

/// <summary>A part of a gateway's configuration.</summary>
/// <param name="Content">What a file holds: the body that stores a server or a grant, or a policy document.</param>
internal sealed record StateItem(StateKey Key, JsonNode Content)
{
    /// <summary>Entity tag, if the gateway told one.</summary>
    public string? Tag { get; init; }

    /// <summary>The gateway's id of a grant.</summary>
    public string? Id { get; init; }

    /// <summary>Who published a policy, and how, in words.</summary>
    public string? Origin { get; init; }

    public bool Equals(JsonNode other) => JsonNode.DeepEquals(Content, other);

    /// <summary>The members that differ.</summary>
    public IReadOnlyList<string> DifferencesTo(StateItem other)
    {
        var (mine, others) = (Content as JsonObject ?? [], other.Content as JsonObject ?? []);
        return [.. mine.Select(each => each.Key).Union(others.Select(each => each.Key)).Where(name => !JsonNode.DeepEquals(mine[name], others[name])).Order(StringComparer.Ordinal)];
    }
}
