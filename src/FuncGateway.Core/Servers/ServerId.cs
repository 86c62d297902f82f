using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core.Servers;

/// <summary>Names an upstream MCP server, as it stands in the path of its endpoint: 1 to 63 characters of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
public sealed record ServerId
{
    private ServerId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out ServerId? id)
    {
        id = EndpointName.IsValid(text) ? new ServerId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;
}
