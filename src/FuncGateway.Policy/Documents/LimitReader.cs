using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads the limits of one rule.</summary>
internal sealed class LimitReader(Node rule, PathTree paths, RuleKind kind, Findings findings)
{
    private const string Counters = "a name of at least one character";
    private const string Source = "a path to one number, such as args.amount, without [*]";

    private readonly HashSet<string> _counters = new(StringComparer.Ordinal);

    public PathTree Paths => paths;

    public List<Limit> Read(IReadOnlyList<Node> written, Aliases aliases)
    {
        var limits = new List<Limit>();
        foreach (var node in written)
        {
            if (ReadOne(node, aliases.Reason) is { } limit)
            {
                limits.Add(limit);
            }
        }

        if (aliases.RateLimit is { } rate && IsNew(rate.Node, $"{rule.Name}_rate"))
        {
            limits.Add(Create($"{rule.Name}_rate", rate.Window, rate.Max, Scope.Grant, aliases.Reason));
        }

        return limits;
    }

    private Limit? ReadOne(Node node, string? reason)
    {
        const string Accepted = "an object with counter, window and max";
        var fields = kind == RuleKind.AllTools
            ? ObjectFields.Read(node, findings.Problems, Accepted, "counter", "window", "max", "scope", "on_deny")
            : ObjectFields.Read(node, findings.Problems, Accepted, "counter", "window", "max", "scope", "on_deny", "increment_from");
        if (fields is null)
        {
            return null;
        }

        var counter = ReadCounter(fields);
        var window = LimitNumbers.ReadWindow(fields, findings);
        var source = ReadSource(fields);
        var max = LimitNumbers.ReadMax(fields, isWhole: fields.Find("increment_from") is null, findings);
        var scope = ReadScope(fields);
        var onDeny = fields.FindText("on_deny") ?? reason;
        return counter is not null && window is { } w && max is { } m ? Create(counter, w, m, scope, onDeny) with { IncrementFrom = source } : null;
    }

    private Limit Create(string counter, Window window, decimal max, Scope scope, string? onDeny) => new(
        counter,
        findings.IsShadow ? CounterName.InShadow(CounterId(counter, window)) : CounterId(counter, window),
        window,
        max,
        scope,
        JsonPointer.Append(JsonPointer.Append(rule.Pointer, "limits"), counter),
        onDeny);

    private string CounterId(string counter, Window window) => kind switch
    {
        RuleKind.AllTools => CounterName.ForAllTools(counter, window),
        RuleKind.Resource => CounterName.ForResource(rule.Name ?? "", counter, window),
        RuleKind.Prompt => CounterName.ForPrompt(rule.Name ?? "", counter, window),
        _ => CounterName.ForTool(rule.Name ?? "", counter, window),
    };

    private string? ReadCounter(ObjectFields fields)
    {
        if (fields.Need("counter", Counters) is not { } node)
        {
            return null;
        }

        if (!node.IsString || node.Text.Length == 0)
        {
            findings.Refuse(node, Counters);
            return null;
        }

        return IsNew(node, node.Text) ? node.Text : null;
    }

    private bool IsNew(Node node, string counter)
    {
        var isNew = _counters.Add(counter);
        if (!isNew)
        {
            findings.Problems.Add(node, $"found the counter {Node.Quote(counter)} again; accepted: each counter once in a rule");
        }

        return isNew;
    }

    private ArgumentSource? ReadSource(ObjectFields fields)
    {
        if (fields.Find("increment_from") is not { } node)
        {
            return null;
        }

        if (node.IsString && ArgumentPath.TryParse(node.Text, out var path) && !path.HasEachElement)
        {
            return new ArgumentSource(path, paths.Add(path));
        }

        findings.Refuse(node, Source);
        return null;
    }

    private Scope ReadScope(ObjectFields fields)
    {
        if (fields.Find("scope") is { } node && !(node.IsString && node.Text is "grant" or "server"))
        {
            findings.Refuse(node, "\"grant\" or \"server\"");
        }

        return fields.Find("scope") is { IsString: true, Text: "server" } ? Scope.Server : Scope.Grant;
    }
}
