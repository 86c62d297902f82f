namespace FuncGateway.Policies.Documents;

/// <summary>The members of an object with a fixed set of fields.</summary>
internal sealed class ObjectFields
{
    private readonly Dictionary<string, Node> _byName = new(StringComparer.Ordinal);
    private readonly Node _owner;
    private readonly ProblemList _problems;

    private ObjectFields(Node owner, ProblemList problems)
    {
        _owner = owner;
        _problems = problems;
    }

    /// <summary>Returns null if the node is not an object. Unknown fields are problems, so that a typing error cannot weaken a policy.</summary>
    public static ObjectFields? Read(Node node, ProblemList problems, string accepted, params ReadOnlySpan<string> names)
    {
        if (!node.IsObject)
        {
            problems.Refuse(node, accepted);
            return null;
        }

        var fields = new ObjectFields(node, problems);
        foreach (var member in node.Members)
        {
            var name = member.Name ?? "";
            if (!names.Contains(name))
            {
                problems.Add(member, $"found the unknown field {Node.Quote(name)}; accepted: {string.Join(", ", names.ToArray())}");
                continue;
            }

            fields._byName.Add(name, member);
        }

        return fields;
    }

    /// <summary>The members of an object whose names are free; none, and a problem, if the node is not an object.</summary>
    public static IEnumerable<Node> MembersOf(Node node, ProblemList problems, string accepted)
    {
        if (node.IsObject)
        {
            return node.Members;
        }

        problems.Refuse(node, accepted);
        return [];
    }

    public Node? Find(string name) => _byName.GetValueOrDefault(name);

    public Node? Need(string name, string accepted)
    {
        var node = Find(name);
        if (node is null)
        {
            _problems.AddMissing(_owner, name, $"found nothing; accepted: {accepted}");
        }

        return node;
    }

    /// <summary>Returns the text of an optional field, or null.</summary>
    public string? FindText(string name)
    {
        var node = Find(name);
        if (node is { IsString: false })
        {
            _problems.Refuse(node, "a string");
        }

        return node is { IsString: true } ? node.Text : null;
    }

    /// <summary>Returns the elements of an optional field.</summary>
    public IReadOnlyList<Node> FindList(string name, string accepted)
    {
        var node = Find(name);
        if (node is { IsList: false })
        {
            _problems.Refuse(node, accepted);
        }

        return node is { IsList: true } ? node.Children : [];
    }
}
