using System.Text.Json.Serialization;

namespace FuncGateway.Core.Usage;

/// <summary>What requests are counted by.</summary>
/// <param name="Grant">Null where the requests of several grants are counted together.</param>
/// <param name="Tool">The tool as people see it: long names are cut. Null for a request that names no tool.</param>
/// <param name="Method">The method of a request that names no tool; otherwise null.</param>
/// <param name="Rule">The rule that decided, as in the audit entry.</param>
public readonly record struct UsageKey(
    [property: JsonPropertyName("s")] string Server,
    [property: JsonPropertyName("g")] string? Grant,
    [property: JsonPropertyName("t")] string? Tool,
    [property: JsonPropertyName("m")] string? Method,
    [property: JsonPropertyName("r")] string? Rule)
{
    /// <summary>Stands for everything beyond the number of keys that are counted separately.</summary>
    public const string Others = "(others)";
}
