using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads conditions and groups of conditions.</summary>
internal sealed class ConditionReader(Findings findings, PathTree paths, RuleKind kind)
{
    private const string Accepted = "a condition with path, op and value, or one of any, all, not";
    private const string UriPath = "args.uri";
    private const string Lists = "a list of conditions";

    /// <summary>Returns the conditions of an entry, or null if there are problems with them.</summary>
    public ConditionGroup? ReadAll(ObjectFields entry, bool forEvery) =>
        entry.Need("conditions", Lists) is { } node ? ReadList(node, any: false, negated: false, forEvery) : null;

    private ConditionGroup? ReadList(Node node, bool any, bool negated, bool forEvery)
    {
        if (!node.IsList)
        {
            findings.Refuse(node, Lists);
            return null;
        }

        var read = node.Children.Select(child => ReadOne(child, negated, forEvery)).OfType<Condition>().ToArray();

        // "Not all" is "any not": a negation is pushed down to the conditions, so that [*] quantifies over the condition that is actually tested.
        return read.Length == node.Children.Count ? new ConditionGroup(read, any != negated) : null;
    }

    private Condition? ReadOne(Node node, bool negated, bool forEvery)
    {
        var group = node.IsObject ? node.Children.Find(child => child.Name is "any" or "all" or "not") : null;
        return group?.Name switch
        {
            null => ReadCondition(node, negated, forEvery),
            var name when ObjectFields.Read(node, findings.Problems, Accepted, name) is not { } fields => null,
            "not" => ReadOne(group, !negated, forEvery),
            var name => ReadGroup(group, name == "any", negated, forEvery),
        };
    }

    private ConditionGroup? ReadGroup(Node list, bool any, bool negated, bool forEvery)
    {
        if (list is { IsList: true, Children.Count: 0 })
        {
            findings.Refuse(list, "at least one condition");
            return null;
        }

        return ReadList(list, any, negated, forEvery);
    }

    private ArgumentCondition? ReadCondition(Node node, bool negated, bool forEvery)
    {
        if (ObjectFields.Read(node, findings.Problems, Accepted, "path", "op", "value") is not { } fields)
        {
            return null;
        }

        var path = ReadPath(fields);
        var test = ReadTest(fields);
        return path is null || test is null ? null : new ArgumentCondition(path, paths.Add(path), test, negated, forEvery);
    }

    private ArgumentPath? ReadPath(ObjectFields fields)
    {
        // A resource has no argument but its URI: any other path would be a typing error that makes deny_if never fire.
        var accepted = kind == RuleKind.Resource ? UriPath : ArgumentPath.Accepted;
        if (fields.Need("path", accepted) is not { } node)
        {
            return null;
        }

        if (node.IsString && ArgumentPath.TryParse(node.Text, out var path) && (kind != RuleKind.Resource || node.Text == UriPath))
        {
            return path;
        }

        findings.Refuse(node, accepted);
        return null;
    }

    private ArgumentTest? ReadTest(ObjectFields fields)
    {
        var op = fields.Need("op", TestReader.Operators);
        if (op is not null && !(op.IsString && TestReader.IsOperator(op.Text)))
        {
            findings.Refuse(op, TestReader.Operators);
            op = null;
        }

        var value = fields.Need("value", "the operand of the condition");
        return op is null || value is null ? null : new TestReader(findings).Read(op.Text, value);
    }
}
