using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>A path in a rule, with what its value is needed for.</summary>
/// <param name="Node">The path as written.</param>
/// <param name="Operator">The operator of the condition, or <c>increment_from</c>.</param>
/// <param name="Accepts">The kinds of values for which the condition can be evaluated and can hold.</param>
internal sealed record PathUse(Node Node, ArgumentPath Path, string Operator, SchemaKinds Accepts)
{
    public const string Amount = "increment_from";

    private static readonly string[] Entries = ["require", "deny_if", "require_approval"];

    /// <summary>Whether a condition reads it, not just a limit.</summary>
    public bool IsJudged => Operator != Amount;

    /// <summary>Whether a value of another kind denies the call. With the other operators it just makes the condition false, or true.</summary>
    public bool DeniesOthers => Operator is not ("eq" or "neq" or "in" or "not_in");

    /// <param name="rule">A rule that has been read without problems.</param>
    public static IReadOnlyList<PathUse> ListOf(Node rule)
    {
        var uses = new List<PathUse>();
        foreach (var field in rule.Children)
        {
            foreach (var entry in field.IsList ? field.Children : [])
            {
                if (Entries.Contains(field.Name))
                {
                    AddConditions(Find(entry, "conditions"), uses);
                }
                else if (Find(entry, Amount) is { } source)
                {
                    Add(source, Amount, SchemaKinds.Number, uses);
                }
            }
        }

        return uses;
    }

    private static Node? Find(Node owner, string name) => owner.Children.Find(child => child.Name == name);

    private static void AddConditions(Node? conditions, List<PathUse> uses)
    {
        foreach (var condition in conditions?.Children ?? [])
        {
            AddCondition(condition, uses);
        }
    }

    private static void AddCondition(Node condition, List<PathUse> uses)
    {
        if (condition.Children.Find(child => child.Name is "any" or "all" or "not") is not { } group)
        {
            if (Find(condition, "path") is { } path && Find(condition, "op") is { } op && Find(condition, "value") is { } value)
            {
                Add(path, op.Text, KindsFor(op.Text, value), uses);
            }
        }
        else if (group.Name == "not")
        {
            AddCondition(group, uses);
        }
        else
        {
            AddConditions(group, uses);
        }
    }

    private static void Add(Node node, string op, SchemaKinds accepts, List<PathUse> uses)
    {
        if (ArgumentPath.TryParse(node.Text, out var path))
        {
            uses.Add(new PathUse(node, path, op, accepts));
        }
    }

    private static SchemaKinds KindsFor(string op, Node value) => op switch
    {
        "lt" or "lte" or "gt" or "gte" => SchemaKinds.Number,
        "regex" => SchemaKinds.Text,
        "contains" => value.IsString ? SchemaKinds.Text | SchemaKinds.List : SchemaKinds.List,
        "eq" or "neq" => KindOf(value),
        "in" or "not_in" when value.Children.Count > 0 => value.Children.Aggregate(SchemaKinds.None, (kinds, each) => kinds | KindOf(each)),
        _ => SchemaKinds.Any,
    };

    // Many servers take null for an argument that their schema only permits to be absent.
    private static SchemaKinds KindOf(Node value) => SchemaKindNames.Of(value.Kind) is var kind && kind == SchemaKinds.Null ? SchemaKinds.Any : kind;
}
