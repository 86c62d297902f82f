using System.Text;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Documents;

/// <summary>The alias fields of a rule, translated to the full form.</summary>
/// <param name="Denies"><c>"action": "deny"</c>.</param>
/// <param name="AsksPerson"><c>"action": "require_approval"</c>.</param>
/// <param name="Reason">The message of all entries of the rule that do not have their own.</param>
/// <param name="RateLimit">The limit declared by <c>rate_limit</c>.</param>
internal sealed record Aliases(bool Denies, bool AsksPerson, string? Reason, RateLimit? RateLimit)
{
    public static readonly Aliases None = new(false, false, null, null);

    private const string Actions = "\"allow\", \"deny\", \"require_approval\" or \"rate_limit\"";
    private const string RateLimits = "{ \"max\": 10, \"window\": 60 } (seconds) or \"10/minute\", \"10/hour\", \"10/day\"";

    public static Aliases Read(ObjectFields fields, Findings findings)
    {
        var action = ReadAction(fields, findings);
        if (fields.Find("reason") is { } reason)
        {
            findings.Warnings.Add(reason, "\"reason\" is an alias; it is read as the on_deny of this rule");
        }

        return new Aliases(
            action == "deny", action == "require_approval", fields.FindText("reason"), ReadRateLimit(fields.Find("rate_limit"), findings));
    }

    private static string ReadAction(ObjectFields fields, Findings findings)
    {
        if (fields.Find("action") is not { } node)
        {
            return "";
        }

        var (isKnown, meaning) = (node.IsString ? node.Text : "") switch
        {
            "allow" => (true, "{}"),
            "deny" => (true, "deny_if with empty conditions"),
            "require_approval" => (true, "require_approval with empty conditions"),
            "rate_limit" => (true, "the limits beside it"),
            _ => (false, ""),
        };
        if (!isKnown)
        {
            findings.Refuse(node, Actions);
            return "";
        }

        findings.Warnings.Add(node, $"\"action\" is an alias; it is read as {meaning}");
        if (node.Text == "rate_limit" && fields.Find("rate_limit") is null && fields.Find("limits") is not { IsList: true, Children.Count: > 0 })
        {
            findings.Problems.Add(node, "found the action \"rate_limit\" alone; accepted: with rate_limit or limits beside it");
        }

        return node.Text;
    }

    private static RateLimit? ReadRateLimit(Node? node, Findings findings)
    {
        if (node is null)
        {
            return null;
        }

        findings.Warnings.Add(node, "\"rate_limit\" is an alias; it is read as one limit with the counter <tool>_rate");
        return node.IsObject ? ReadRateLimitObject(node, findings) : ReadRateLimitText(node, findings);
    }

    private static RateLimit? ReadRateLimitObject(Node node, Findings findings)
    {
        var fields = ObjectFields.Read(node, findings.Problems, RateLimits, "max", "window");
        var max = fields is null ? null : LimitNumbers.ReadMax(fields, isWhole: true, findings);
        var window = fields is null ? null : LimitNumbers.ReadWindow(fields, findings);
        return max is { } m && window is { } w ? new RateLimit(node, m, w) : null;
    }

    private static RateLimit? ReadRateLimitText(Node node, Findings findings)
    {
        var parts = node.IsString ? node.Text.Split('/') : [];
        if (parts is [{ Length: > 0 } count, var name]
            && !count.AsSpan().ContainsAnyExceptInRange('0', '9')
            && LimitNumbers.TryParseMax(ExactNumber.Parse(Encoding.UTF8.GetBytes(count)), isWhole: true, out var max)
            && LimitNumbers.FindWindow(name) is { } window)
        {
            return new RateLimit(node, max, window);
        }

        findings.Refuse(node, RateLimits);
        return null;
    }
}

/// <summary>The parsed alias <c>rate_limit</c>.</summary>
internal sealed record RateLimit(Node Node, decimal Max, Window Window);
