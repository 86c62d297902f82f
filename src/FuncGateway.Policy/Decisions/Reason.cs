using System.Globalization;
using System.Text;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Decisions;

/// <summary>Why a call was decided as it was. The set of cases is closed.</summary>
public abstract record Reason
{
    /// <summary>Prefix of every text that tells an agent about a denial.</summary>
    public const string Denied = "[POLICY DENIED] ";

    private const string Ambiguous = "(ambiguous)";
    private const string Pending = "[APPROVAL PENDING] ";

    private Reason()
    {
    }

    /// <summary>The rule as named in the audit log; empty if allowed.</summary>
    public abstract string Rule { get; }

    /// <summary>The rule as named to the agent. Differs from <see cref="Rule"/> where that would reveal a hidden tool.</summary>
    public virtual string AgentRule => Rule;

    /// <summary>Whether the request is refused because the tool is hidden, whatever the agent is told. For log and metrics.</summary>
    public virtual bool IsHidden => false;

    /// <summary>The complete text for the agent; empty if allowed.</summary>
    public abstract string AgentText { get; }

    /// <summary>The text for the log: that for the agent without a URI, which may contain a credential.</summary>
    public virtual string LogText => AgentText;

    private static string Quote(string text) => JsonText.Quote(Encoding.UTF8.GetBytes(text));

    public sealed record NoPolicy : Reason
    {
        public override string Rule => "(no policy)";

        public override string AgentText => Denied + "This grant has no policy.";
    }

    public sealed record Hidden(string Tool) : Reason
    {
        public override string Rule => "(hidden)";

        public override bool IsHidden => true;

        // No prefix, so that a hidden tool looks the same as one that does not exist.
        public override string AgentText => $"Unknown tool: {Tool}";
    }

    /// <summary>The definition of the tool differs from the one that people have accepted.</summary>
    public sealed record ChangedSinceAccepted(string Tool) : Reason
    {
        public override string Rule => "(changed since accepted)";

        public override bool IsHidden => true;

        public override string AgentText => new Hidden(Tool).AgentText;
    }

    /// <param name="Name">The tool, the URI or the prompt.</param>
    public sealed record DefaultDeny(string Name, Subject Subject = Subject.Tool) : Reason
    {
        public override string Rule => "(default deny)";

        public override string AgentText => Denied + Sentence;

        public override string LogText => Subject == Subject.Resource ? $"{Denied}{Subject} is not permitted by policy." : AgentText;

        internal string Sentence => $"{Subject} \"{Name}\" is not permitted by policy.";
    }

    /// <summary>
    /// A refusal that the agent cannot distinguish from another one. Under <c>default: "deny"</c>, a hidden tool and a name that looks like one are
    /// refused as any unlisted tool is.
    /// </summary>
    /// <param name="Actual">The reason for the log.</param>
    /// <param name="Shown">The reason that the agent is given.</param>
    public sealed record Disguised(Reason Actual, Reason Shown) : Reason
    {
        public override string Rule => Actual.Rule;

        public override string AgentRule => Shown.Rule;

        public override bool IsHidden => Actual.IsHidden;

        public override string AgentText => Shown.AgentText;

        public override string LogText => Shown.LogText;
    }

    /// <param name="ReadsLike">The name or pattern of the policy that some servers would take the name for; null if it must not be revealed.</param>
    public sealed record AmbiguousName(string Name, string? ReadsLike, Subject Subject) : Reason
    {
        public override string Rule => Ambiguous;

        public override string AgentText => $"{Denied}The {What} {Quote(Name)} reads like {Alike}; use the exact {What}.";

        public override string LogText => Subject == Subject.Resource ? $"{Denied}The URI reads like {Alike}; use the exact URI." : AgentText;

        private string What => Subject == Subject.Resource ? "URI" : "name";

        private string Alike => ReadsLike is null ? "another one" : Quote(ReadsLike);
    }

    /// <param name="Length">How many characters the name or URI has.</param>
    public sealed record NameTooLong(int Length, int Max) : Reason
    {
        public override string Rule => "(name too long)";

        public override string AgentText => string.Create(CultureInfo.InvariantCulture, $"{Denied}Found a name of {Length} characters; accepted: at most {Max}.");
    }

    /// <param name="Because">What makes the URI ambiguous, such as "a dot segment".</param>
    public sealed record AmbiguousUri(string Uri, string Because) : Reason
    {
        public override string Rule => Ambiguous;

        public override string AgentText => $"{Denied}The URI {Quote(Uri)} reads like another one because of {Because}; use the plain URI.";

        public override string LogText => $"{Denied}The URI reads like another one because of {Because}; use the plain URI.";
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
        public override string Rule => Ambiguous;

        public override string AgentText =>
            $"{Denied}Ambiguous argument: the key {Quote(Key)} can be taken for one in {Path}; use the exact name (rule {Pointer}).";
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
