using System.Globalization;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Decisions;

/// <summary>Why a call was decided as it was. The family is closed.</summary>
public abstract record Reason
{
    /// <summary>Before every text that tells an agent of a denial.</summary>
    public const string Denied = "[POLICY DENIED] ";

    private const string Pending = "[APPROVAL PENDING] ";

    private Reason()
    {
    }

    /// <summary>What the log calls the rule; empty for a plain allow.</summary>
    public abstract string Rule { get; }

    /// <summary>The complete text for the agent; empty for a plain allow.</summary>
    public abstract string AgentText { get; }

    public sealed record NoPolicy : Reason
    {
        public override string Rule => "(no policy)";

        public override string AgentText => Denied + "This grant has no policy.";
    }

    public sealed record Hidden(string Tool) : Reason
    {
        public override string Rule => "(hidden)";

        // As if it did not exist: no prefix that would tell it from a tool the server does not have.
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

    /// <param name="Found">The kind of value that was found, never the value.</param>
    public sealed record NotEvaluable(string Pointer, string Path, string Found, string Accepted) : Reason
    {
        public override string Rule => Pointer;

        public override string AgentText =>
            $"{Denied}Argument {Path} is not evaluable: found {Found}, accepted: {Accepted} (rule {Pointer}).";
    }

    /// <param name="Key">The key of the call that some servers would read as the one the rule names.</param>
    public sealed record AmbiguousArgument(string Pointer, string Path, string Key) : Reason
    {
        public override string Rule => Pointer;

        public override string AgentText =>
            $"{Denied}Ambiguous argument: the key \"{Key}\" can be taken for one in {Path}; use the exact name (rule {Pointer}).";
    }

    /// <param name="ResetsInSeconds">Known to whoever counts; the policy itself has no clock.</param>
    public sealed record LimitReached(string Pointer, decimal Max, Window Window, string? Message, long? ResetsInSeconds = null) : Reason
    {
        public override string Rule => Pointer;

        public override string AgentText => Denied + (Message ?? Sentence);

        private string Sentence => string.Create(
            CultureInfo.InvariantCulture,
            $"Limit of {Max:0.############################} per {Window.Name} reached{(ResetsInSeconds is { } s ? $"; it resets in {s} s" : "")}.");

        /// <summary>The reason for a call that <paramref name="limit"/> has no room for.</summary>
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
