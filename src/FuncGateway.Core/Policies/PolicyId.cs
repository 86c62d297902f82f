using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core.Policies;

/// <summary>Names a policy of one server: 1 to 63 characters of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
public sealed record PolicyId
{
    private PolicyId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out PolicyId? id)
    {
        id = EndpointName.IsValid(text) ? new PolicyId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;
}
