using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads the entries of <c>require</c>, <c>deny_if</c> and <c>require_approval</c>.</summary>
/// <param name="reason">The message of entries without their own.</param>
/// <param name="hold">How long a call is kept open, for entries without their own value.</param>
internal sealed class EntryReader(ConditionReader conditions, Findings findings, string? reason, TimeSpan? hold)
{
    private const string Accepted = "an object with conditions";
    private const string Timeouts = "a duration from \"1s\" to \"7d\", such as \"90s\", \"30m\", \"4h\" or \"2d\"";

    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(7);

    /// <summary>The timeout of an approval if the policy does not set one.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(15);

    public Entry? ReadRequire(Node node) => ReadEntry(node, forEvery: true);

    public Entry? ReadDenyIf(Node node) => ReadEntry(node, forEvery: false);

    public ApprovalEntry? ReadApproval(Node node)
    {
        var fields = ObjectFields.Read(node, findings.Problems, Accepted, "description", "conditions", "on_deny", "timeout", "on_pending", "hold");
        if (fields is null)
        {
            return null;
        }

        fields.FindText("description");
        var timeout = ReadTimeout(fields);
        var terms = new ApprovalTerms(
            node.Pointer,
            EntryFingerprint.Of(node, timeout),
            timeout,
            fields.FindText("on_pending"),
            HoldReader.Find(fields, findings) ?? hold,
            fields.FindText("on_deny") ?? reason);
        return conditions.ReadAll(fields, forEvery: false) is { } all ? new ApprovalEntry(all, terms) : null;
    }

    private Entry? ReadEntry(Node node, bool forEvery)
    {
        var fields = ObjectFields.Read(node, findings.Problems, Accepted, "description", "conditions", "on_deny");
        if (fields is null)
        {
            return null;
        }

        fields.FindText("description");
        var onDeny = fields.FindText("on_deny") ?? reason;
        return conditions.ReadAll(fields, forEvery) is { } all ? new Entry(node.Pointer, all, onDeny) : null;
    }

    private TimeSpan ReadTimeout(ObjectFields fields)
    {
        if (fields.Find("timeout") is not { } node)
        {
            return DefaultTimeout;
        }

        if (node.IsString && DurationText.TryParse(node.Text, out var timeout) && timeout > TimeSpan.Zero && timeout <= MaxTimeout)
        {
            return timeout;
        }

        findings.Refuse(node, Timeouts);
        return DefaultTimeout;
    }
}
