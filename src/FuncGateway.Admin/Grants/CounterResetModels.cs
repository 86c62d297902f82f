using FuncGateway.Admin.Http;

namespace FuncGateway.Admin.Grants;

/// <summary>The request body that resets a counter.</summary>
/// <param name="Counter">The counter's name in the policy.</param>
/// <param name="Server">The server whose calls it counts. Required if the grant reaches several.</param>
/// <param name="Tool">The tool as the policy writes it, for example <c>get_*</c>. Required if several rules have a counter of this name.</param>
internal sealed record CounterResetBody(string Counter, string? Server = null, string? Tool = null)
{
    public const int MaxBytes = 16 * 1024;

    public static IReadOnlyCollection<string> Known { get; } = ["server", "counter", "tool"];

    public static CounterResetBody Read(BodyFields fields) => new(
        fields.Text("counter", "the name of a counter in the grant's policy"),
        fields.Has("server") ? fields.TextOrNull("server", "the id of a server that the grant reaches") : null,
        fields.Has("tool") ? fields.TextOrNull("tool", "a tool as the policy writes it") : null);
}

/// <summary>The result of resetting a counter.</summary>
/// <param name="Confirmed">False if the counter has not answered yet; the reset is carried out when it does, unless its window has passed.</param>
/// <param name="Counters">The counters that were reset, as they are now.</param>
internal sealed record CounterResetView(bool Confirmed, IReadOnlyList<CounterView> Counters) : IAuditedResult
{
    public string ForAudit() => $"{string.Join(", ", Counters.Select(counter => $"{counter.Server}{counter.Rule} ({counter.Window})"))} {(Confirmed ? "reset" : "to be reset")}";
}
