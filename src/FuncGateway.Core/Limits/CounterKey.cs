using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Limits;

/// <summary>Names one RateCounter: <c>grant:&lt;id&gt;</c>, or <c>server:&lt;id&gt;</c> for limits that all grants of a server share.</summary>
public sealed record CounterKey
{
    private CounterKey(string value) => Value = value;

    public string Value { get; }

    public static CounterKey Of(GrantId grant) => new("grant:" + grant.Value);

    public static CounterKey Of(ServerId server) => new("server:" + server.Value);

    public override string ToString() => Value;
}
