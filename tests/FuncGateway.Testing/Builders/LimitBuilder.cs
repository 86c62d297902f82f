using FuncGateway.Core.Access;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Testing.Builders;

/// <summary>Builds limits, charges and their scopes for tests.</summary>
public static class LimitBuilder
{
    public static Limit Limit(decimal max, int seconds = 60, Scope scope = Scope.Grant, string counter = "calls") =>
        new(counter, $"tool/{counter}/{seconds}", new Window(seconds), max, scope, $"/tools/tool/limits/{counter}", null);

    public static IReadOnlyList<Charge> Charges(Limit limit, decimal amount = 1) => [new Charge(limit, amount)];

    public static CounterScope Counted(string server = "jobs") => new(GrantId.New(DateTimeOffset.UnixEpoch), Server(server));

    private static ServerId Server(string id) => ServerId.TryParse(id, out var server) ? server : throw new ArgumentException($"'{id}' names no server.", nameof(id));
}
