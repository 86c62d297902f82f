using FuncGateway.Core;
using Microsoft.Extensions.Options;

namespace FuncGateway.Functions;

/// <summary>Checks at start that no request can run into the timeout of the Functions host.</summary>
public sealed class StreamLifetimeCheck(FunctionTimeout timeout) : IValidateOptions<GatewayOptions>
{
    /// <summary>Time to end a request before the host does.</summary>
    public static TimeSpan Margin { get; } = TimeSpan.FromMinutes(1);

    private const string Name = $"{GatewayOptions.Section}:{nameof(GatewayOptions.MaxStreamLifetime)}";

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        if (!timeout.TryGet(out var limit))
        {
            return ValidateOptionsResult.Fail($"functionTimeout is '{timeout.Text}' in {timeout.Source}; accepted: a time such as 00:30:00, or -1 for none.");
        }

        return limit is null || options.MaxStreamLifetime + Margin <= limit
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{Name} is {options.MaxStreamLifetime}, but functionTimeout is {limit} ({(timeout.Text is null ? "the platform's default; it is not set in " : "set in ")}{timeout.Source}). Accepted: at most {Longest(limit.Value)}, a minute less than functionTimeout, because the host restarts the worker when a request reaches it.");
    }

    private static TimeSpan Longest(TimeSpan limit) => limit > Margin ? limit - Margin : TimeSpan.Zero;
}
