using System.Globalization;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Decisions;

/// <summary>Why a call was decided as it was. The set of cases is closed.</summary>
public abstract record Reason
{
    /// <summary>Prefix of every text that tells an agent about a denial.</summary>
    public const string Denied = "[POLICY DENIED] ";

    private const string Pending = "[APPROVAL PENDING] ";

    private Reason()
    {
    }

    /// <summary>The rule as named in the audit log; empty if allowed.</summary>
    public abstract string Rule { get; }

    /// <summary>The complete text for the agent; empty if allowed.</summary>
    public abstract string AgentText { get; }

    public sealed record NoPolicy : Reason
    {
        public override string Rule => "(no policy)";

        public override string AgentText => Denied + "This grant has no policy.";
    }

    public sealed record Hidden(string Tool) : Reason
    {
        public override string Rule => "(hidden)";

        // No prefix, so that a hidden tool looks the same as one that does not exist.
        public override string AgentText => $"Unknown tool: {Tool}";
    }

    public sealed record DefaultDeny(string Tool) : Reason
    {
        public override string Rule => "(default deny)";

        public override string AgentText => $"{Denied}Tool \"{Tool}\" is not permitted by policy.";
    }

    public sealed record ByEntry(string Pointer, string? Message) : Reason
    {
        public override string Rule => Pointer;

        public override string AgentText => Denied + (Message ?? $"Denied by rule {Pointer}.");
    }

    /// <param name="Found">The type of the value that was found, never the value.</param>
    public sealed record NotEvaluable(string Pointer, string Path, string Found, string Accepted) : Reason
    {
        public override string Rule => Pointer;

        public override string AgentText =>
            $"{Denied}Argument {Path} is not evaluable: found {Found}, accepted: {Accepted} (rule {Pointer}).";
    }

    /// <param name="Key">The key in the call that a lenient server could read as one in the path.</param>
    public sealed record AmbiguousArgument(string Pointer, string Path, string Key) : Reason
    {
        public override string Rule => Pointer;

        public override string AgentText =>
            $"{Denied}Ambiguous argument: the key \"{Key}\" can be taken for one in {Path}; use the exact name (rule {Pointer}).";
    }

    /// <param name="ResetsInSeconds">Set by the gateway, because the policy has no clock.</param>
    public sealed record LimitReached(string Pointer, decimal Max, Window Window, string? Message, long? ResetsInSeconds = null) : Reason
    {
        public override string Rule => Pointer;

        public override string AgentText => Denied + (Message ?? Sentence);

        private string Sentence => string.Create(
            CultureInfo.InvariantCulture,
            $"Limit of {Max:0.############################} per {Window.Name} reached{(ResetsInSeconds is { } s ? $"; it resets in {s} s" : "")}.");

        /// <summary>Creates the reason for a call that exceeds <paramref name="limit"/>.</summary>
        public static LimitReached For(Limit limit, TimeSpan resetsIn) =>
            new(limit.Pointer, limit.Max, limit.Window, limit.OnDeny, Math.Max(1, (long)Math.Ceiling(resetsIn.TotalSeconds)));
    }

    public sealed record AmountNotCountable(string Pointer, string Path, string Found, string Accepted) : Reason
    {
        public override string Rule => Pointer;

        public override string AgentText =>
            $"{Denied}The amount {Path} cannot be counted: found {Found}, accepted: {Accepted} (rule {Pointer}).";
    }

    public sealed record ApprovalRequired(string Pointer, string? Message) : Reason
    {
        public override string Rule => Pointer;

        public override string AgentText => Pending + (Message ?? $"A person must approve this call (rule {Pointer}).");
    }

    public sealed record Allowed : Reason
    {
        public override string Rule => "";

        public override string AgentText => "";
    }
}
