using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Limits;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies;

/// <summary>A compiled policy. Immutable and thread-safe.</summary>
public sealed class Policy
{
    /// <summary>Maximum length of the name of a tool or prompt, in UTF-16 code units. Longer ones are refused, because each is compared with every pattern.</summary>
    public const int MaxNameLength = 1_024;

    /// <summary>Maximum length of a resource's URI, in UTF-16 code units.</summary>
    public const int MaxUriLength = 8_192;

    private readonly HiddenTools _hidden;
    private readonly Sections _sections;
    private readonly bool _listsRefused;

    /// <param name="listsRefused">Whether tools whose calls are all refused are in <c>tools/list</c>, unless they are hidden.</param>
    internal Policy(HiddenTools hidden, Sections sections, IReadOnlyList<Limit> limits, bool listsRefused)
    {
        _hidden = hidden;
        _sections = sections;
        _listsRefused = listsRefused;
        Limits = limits;
    }

    /// <summary>The decision on every request of a grant without a policy.</summary>
    public static Decision NoPolicy { get; } = Decision.Denied(new Reason.NoPolicy());

    internal Sections Sections => _sections;

    /// <summary>Whether the policy only records what it would decide. What it decides and lists is the same; the gateway does not act on it.</summary>
    public bool IsShadow { get; internal init; }

    /// <summary>Every limit of the policy: those of single tools, of all tools, of resources and of prompts.</summary>
    public IReadOnlyList<Limit> Limits { get; }

    /// <summary>Whether <c>default</c> is <c>allow</c>: what happens to everything that the document does not mention.</summary>
    public bool AllowsUnlisted => _sections.Tools.AllowsUnlisted;

    /// <summary>Whether the tool is hidden. Does not allocate.</summary>
    public bool Hides(string tool) => _hidden.Contains(tool);

    /// <summary>Whether the tool is in <c>tools/list</c>.</summary>
    public bool Lists(string tool) => tool.Length <= MaxNameLength && !Hides(tool) && !LooksHidden(tool) && (_listsRefused || _sections.Tools.Lists(tool));

    /// <summary>Whether some call of the tool may be allowed, or held for approval.</summary>
    public bool MayCall(string tool) => !Hides(tool) && !LooksHidden(tool) && _sections.Tools.Lists(tool);

    /// <summary>Whether the resource is in <c>resources/list</c>: reading it may be allowed.</summary>
    // A resource has no arguments but its URI, so the decision is already certain, except that a limit may be full.
    public bool ListsResource(string uri) => DecideResource(uri).Verdict == Verdict.Allow;

    /// <summary>Whether the URI template is in <c>resources/templates/list</c>: each <c>{…}</c> counts as <c>*</c>, and the pattern meets an allowed one.</summary>
    public bool ListsTemplate(string uriTemplate)
    {
        if (uriTemplate.Length > MaxUriLength)
        {
            return false;
        }

        // The expressions are filled with a letter, because only the text around them makes every URI ambiguous.
        if (UriReading.FindAmbiguity(UriTemplate.Replace(uriTemplate, 'x')) is not null)
        {
            return false;
        }

        var pattern = UriTemplate.Replace(uriTemplate, '*');
        return Glob.IsGlob(pattern) ? _sections.Resources.Meets(new Glob(pattern)) : ListsResource(pattern);
    }

    /// <summary>Whether the prompt is in <c>prompts/list</c>: getting it with some arguments may be allowed.</summary>
    public bool ListsPrompt(string name) => name.Length <= MaxNameLength && _sections.Prompts.Lists(name);

    /// <summary>The decision on reading a resource, or subscribing to it.</summary>
    public Decision DecideResource(string uri)
    {
        if (uri.Length > MaxUriLength)
        {
            return Decision.Denied(new Reason.NameTooLong(uri.Length, MaxUriLength));
        }

        if (UriReading.FindAmbiguity(uri) is { } fault)
        {
            return Decision.Denied(new Reason.AmbiguousUri(uri, fault));
        }

        return _sections.Resources.TryFind(uri, out var rule, out var refusal)
            ? rule.Decide(rule.ReadsArguments ? UriArgument(uri) : default)
            : Decision.Denied(refusal);
    }

    /// <summary>The decision on getting a prompt.</summary>
    /// <param name="arguments">Its arguments as raw JSON; empty if there are none.</param>
    public Decision DecidePrompt(string name, ReadOnlyMemory<byte> arguments) =>
        name.Length > MaxNameLength ? Decision.Denied(new Reason.NameTooLong(name.Length, MaxNameLength))
        : _sections.Prompts.TryFind(name, out var rule, out var refusal) ? rule.Decide(arguments)
        : Decision.Denied(refusal);

    public Decision Decide(in ToolCall call) =>
        RefuseName(call.Tool) is { } refused ? Decision.Denied(refused)
        : _sections.Tools.TryFind(call.Tool, out var rule, out var refusal) ? rule.Decide(call.Arguments)
        : Decision.Denied(refusal);

    /// <summary>What the policy says about every call of a tool, before the arguments are known.</summary>
    public ToolAccess Describe(string tool) =>
        RefuseName(tool) is { } refused ? ToolAccess.Refused(refused)
        : _sections.Tools.TryFind(tool, out var rule, out var refusal) ? rule.Describe()
        : ToolAccess.Refused(refusal);

    /// <summary>What <see cref="DecideChanged"/> says about every call of a tool.</summary>
    public ToolAccess DescribeChanged(string tool) => ToolAccess.Refused(DecideChanged(tool).Reason);

    /// <summary>The decision on a call of a tool that is hidden because its definition has changed since it was accepted.</summary>
    public Decision DecideChanged(string tool)
    {
        // The change is the server's matter and is enforced, whatever the policy says.
        if (IsShadow)
        {
            return Decision.Denied(new Reason.ChangedSinceAccepted(tool));
        }

        // A tool that does not exist under this policy must not be told from others by its changes.
        var decision = Decide(new ToolCall(tool, default));
        return decision.Reason is Reason.DefaultDeny or Reason.Hidden or Reason.Disguised or Reason.AmbiguousName or Reason.NameTooLong
            ? decision
            : Decision.Denied(Disguise(new Reason.ChangedSinceAccepted(tool), tool));
    }

    /// <summary>Finds the rule that decides on requests for a tool, a resource or a prompt, or the reason to refuse all of them.</summary>
    internal bool TryFindRule(Subject subject, string name, [NotNullWhen(true)] out RuleInForce? rule, [NotNullWhen(false)] out Reason? refusal)
    {
        rule = null;
        refusal = subject switch
        {
            Subject.Tool => RefuseName(name),
            Subject.Prompt => name.Length > MaxNameLength ? new Reason.NameTooLong(name.Length, MaxNameLength) : null,
            _ => name.Length > MaxUriLength ? new Reason.NameTooLong(name.Length, MaxUriLength)
                : UriReading.FindAmbiguity(name) is { } fault ? new Reason.AmbiguousUri(name, fault)
                : null,
        };
        var table = subject switch
        {
            Subject.Tool => _sections.Tools,
            Subject.Prompt => _sections.Prompts,
            _ => _sections.Resources,
        };
        return refusal is null && table.TryFind(name, out rule, out refusal);
    }

    internal static byte[] UriArgument(string uri) => Encoding.UTF8.GetBytes($$"""{"uri":"{{JsonEncodedText.Encode(uri)}}"}""");

    private bool LooksHidden(string tool) => !_sections.Tools.HasExact(tool) && _hidden.LooksHidden(tool);

    // Why every call of a tool is refused whatever the rules say.
    private Reason? RefuseName(string tool)
    {
        if (tool.Length > MaxNameLength)
        {
            return new Reason.NameTooLong(tool.Length, MaxNameLength);
        }

        if (Hides(tool))
        {
            return Disguise(new Reason.Hidden(tool), tool);
        }

        if (!LooksHidden(tool))
        {
            return null;
        }

        // The text repeats what the agent sent, folded; the name or pattern that is hidden is not revealed.
        var folded = KeyFolding.Fold(tool);
        return Disguise(new Reason.AmbiguousName(tool, folded == tool ? null : folded, Subject.Tool), tool);
    }

    private Reason Disguise(Reason reason, string tool) => AllowsUnlisted ? reason : new Reason.Disguised(reason, new Reason.DefaultDeny(tool));
}

/// <summary>The rules of a policy for each kind of request.</summary>
internal sealed record Sections(RuleTable Tools, RuleTable Resources, RuleTable Prompts);
